import type { GetStaticPaths, GetStaticProps } from 'next'
import { useRouter } from 'next/router'
import LocaleSwitcher from '../../components/locale-switcher'

export const getStaticPaths: GetStaticPaths = ({ locales }) => ({
  paths: (locales ?? []).map((locale) => ({ params: { slug: 'hello' }, locale })),
  fallback: true,
})

export const getStaticProps: GetStaticProps = async ({ locale, params }) => {
  const { posts } = (await import(`../../locales/${locale}.json`)).default
  const title = posts[String(params?.slug)]
  if (!title) return { notFound: true }
  return { props: { title } }
}

export default function Post({ title }: { title: string }) {
  const router = useRouter()
  if (router.isFallback) return <p>Loading...</p>
  return (
    <>
      <h1>{title}</h1>
      <LocaleSwitcher />
    </>
  )
}
