// The page that the route of articles 001 and 002 revalidates: without `revalidate`, so only on demand.

export default function Page({ text }) {
  return <p>{text}</p>
}

export async function getStaticProps() {
  const res = await fetch(`${process.env.SEED_API}/text`)
  if (!res.ok) throw new Error(`Failed to fetch the text, received status ${res.status}`)
  return { props: { text: await res.json() } }
}
