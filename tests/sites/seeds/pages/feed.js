// Article 003: "You can cache SSR pages at the edge using Next.js inside both getServerSideProps and API Routes"

export default function Feed({ items, visitor }) {
  return (
    <p>
      {visitor} reads {items}
    </p>
  )
}

export async function getServerSideProps({ req, res }) {
  res.setHeader('Cache-Control', 's-maxage=60, stale-while-revalidate')

  const response = await fetch(`${process.env.SEED_API}/feed`)
  return { props: { items: await response.json(), visitor: req.headers['x-visitor'] ?? 'Somebody' } }
}
