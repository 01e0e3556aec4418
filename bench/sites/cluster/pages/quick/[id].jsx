import { ask } from '../../data/source.js'

export default function Quick({ id, version }) {
  return (
    <main>
      <h1>{id}</h1>
      <p id="version">version-{version}-</p>
    </main>
  )
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export async function getStaticProps({ params }) {
  const { version } = await ask(`/quick/${params.id}`)
  return { props: { id: params.id, version } }
}
