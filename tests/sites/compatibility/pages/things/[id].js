import { useRouter } from 'next/router'
import { read } from '../../source.js'

export default function Thing({ name, reason }) {
  const { asPath, isFallback } = useRouter()
  return (
    <main>
      <h1>{name}</h1>
      <p>as {asPath}</p>
      <p>{reason}</p>
      <p>{isFallback ? 'shell' : 'page'}</p>
    </main>
  )
}

export const getStaticPaths = () => ({ paths: [{ params: { id: 'built' } }], fallback: 'blocking' })

// The source says what the page is: `{ props, revalidate }`, `{ notFound, revalidate }` or `{ redirect, revalidate }`.
export async function getStaticProps({ params, revalidateReason }) {
  const result = await read(`/things/${params.id}`)
  return result.props ? { ...result, props: { ...result.props, reason: revalidateReason } } : result
}
