import { ask } from '../../source.js'

export default function Dashboard({ text, path }) {
  return (
    <>
      <h1>Dashboard</h1>
      <p>
        {text} {path}
      </p>
    </>
  )
}

export async function getStaticProps({ params }) {
  const path = (params?.path ?? []).join('|')
  return { props: { ...(await ask('/dashboard')), path }, revalidate: 3600 }
}

export async function getStaticPaths() {
  return { paths: [{ params: { path: [] } }], fallback: 'blocking' }
}
