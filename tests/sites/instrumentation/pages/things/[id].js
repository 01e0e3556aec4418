import { read } from '../../source.js'

export default function Thing({ name }) {
  if (name === 'component') throw new Error('The component broke')
  return <h1>{name}</h1>
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export async function getStaticProps({ params }) {
  const props = await read(`/things/${params.id}`)
  if (props.name === 'throw') throw new Error('The page broke')
  if (props.name === 'exit') process.exit(1)
  if (props.name === 'hang') await new Promise(() => {})
  return { props, revalidate: 1 }
}
