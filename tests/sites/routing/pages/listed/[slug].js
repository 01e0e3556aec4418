import { Route } from '../../components/route'

export const getStaticPaths = () => ({ paths: [{ params: { slug: 'known' } }], fallback: false })

export const getStaticProps = (context) => ({
  props: { kind: 'listed', slug: context.params.slug, context: JSON.stringify(context) },
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
