import { read } from '../source.js'

export default function Magazine({ title }) {
  return <h1>{title}</h1>
}

// Only on demand. A build can be held after it has read its data.
export async function getStaticProps() {
  const { title } = await read('/magazine')
  if (process.env.BUILD_GATE) await read(process.env.BUILD_GATE)
  return { props: { title } }
}
