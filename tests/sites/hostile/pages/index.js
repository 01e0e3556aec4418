import Link from 'next/link'

export default function Home({ rows }) {
  return (
    <main>
      <h1>Home</h1>
      <Link href="/posts/one">One</Link>
      {rows.map((row) => (
        <p key={row}>{row}</p>
      ))}
    </main>
  )
}

// Long enough to be worth compressing.
export const getStaticProps = () => ({
  props: { rows: Array.from({ length: 200 }, (_, index) => `Row ${index} of the page`) },
  revalidate: 3600,
})
