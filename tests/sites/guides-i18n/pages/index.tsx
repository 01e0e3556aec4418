import type { GetStaticProps, InferGetStaticPropsType } from 'next'
import Head from 'next/head'
import Link from 'next/link'
import { useRouter } from 'next/router'
import LocaleSwitcher from '../components/locale-switcher'

export const getStaticProps = (async ({ locale, locales, defaultLocale }) => {
  const texts: { welcome: string } = (await import(`../locales/${locale}.json`)).default
  return { props: { welcome: texts.welcome, told: `${locale} of ${locales?.join()} (${defaultLocale})` } }
}) satisfies GetStaticProps

export default function Home({ welcome, told }: InferGetStaticPropsType<typeof getStaticProps>) {
  const { locale, locales, defaultLocale } = useRouter()
  return (
    <>
      <Head>
        {locales?.map((each) => (
          <link key={each} rel="alternate" hrefLang={each} href={each === defaultLocale ? '/' : `/${each}`} />
        ))}
      </Head>
      <h1>{welcome}</h1>
      <p id="told">{told}</p>
      <p id="locale">{locale}</p>
      <LocaleSwitcher />
      <Link href="/blog/hello">hello</Link>
    </>
  )
}
