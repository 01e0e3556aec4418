import { useRouter } from 'next/router'
import { Route } from '../../components/route'

export const getStaticPaths = () => ({ paths: [], fallback: true })

export const getStaticProps = (context) => ({
  props: { kind: 'shelled', slug: context.params.slug, context: JSON.stringify(context) },
})

export default function Page({ kind, slug, context }) {
  if (useRouter().isFallback) return <h1>Loading</h1>
  return (
    <>
      <h1>
        {kind} {slug}
      </h1>
      <pre id="context">{context}</pre>
      <Route />
    </>
  )
}
