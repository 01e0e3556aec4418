import { Route } from '../../components/route'

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export const getStaticProps = (context) => ({
  props: { kind: 'posts', slug: context.params.slug, context: JSON.stringify(context) },
})

export default function Page({ kind, slug, context }) {
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
