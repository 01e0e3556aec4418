// Article 003, "ISR: Not Just Caching!"

export default function Magazine({ title }) {
  return <h1>{title}</h1>
}

export async function getStaticProps() {
  const res = await fetch(`${process.env.SEED_API}/magazine`)
  if (!res.ok) throw new Error(`Failed to fetch the title, received status ${res.status}`)
  const { title } = await res.json()
  return { props: { title } }
}
