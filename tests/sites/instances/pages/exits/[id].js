import { read } from '../../source.js'

export default function Exits({ name }) {
  return <h1>{name}</h1>
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export async function getStaticProps({ params }) {
  const { name, exits } = await read(`/exits/${params.id}`)
  if (exits) process.exit(7)
  return { props: { name } }
}
