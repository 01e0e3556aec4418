import type { GetStaticPaths, GetStaticProps } from 'next'
import Head from 'next/head'
import { useRouter } from 'next/router'
import { read } from '../../data/source'

interface Thing {
  name: string
  stock: number
}

export const getStaticPaths: GetStaticPaths = async () => ({ paths: ['/things/1', '/things/2'], fallback: true })

export const getStaticProps: GetStaticProps<{ thing: Thing }> = async ({ params }) => {
  if (params?.id === 'moved' || params?.id === 'moved-again')
    return { redirect: { destination: '/things/1', permanent: false } }
  const thing = await read<Thing>(`/things/${params?.id}`)
  return thing ? { props: { thing } } : { notFound: true }
}

export default function ThingPage({ thing }: { thing?: Thing }) {
  const { isFallback, query } = useRouter()
  if (isFallback || !thing) return <p id="loading">Loading …</p>
  return (
    <main>
      <Head>
        <title>{thing.name}</title>
      </Head>
      <h1>{thing.name}</h1>
      <p id="stock">{thing.stock}</p>
      <p id="id">{query.id}</p>
    </main>
  )
}
