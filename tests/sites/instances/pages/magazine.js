import { read } from '../source.js'

export default function Magazine({ title, by }) {
  return (
    <>
      <h1>{title}</h1>
      <p>Printed by {by}</p>
    </>
  )
}

// Only on demand.
export async function getStaticProps() {
  const { title } = await read('/magazine')
  return { props: { title, by: process.env.DEPLOYMENT_ID ?? 'nobody' } }
}
