let renders = 0

export default function Search({ query, render }) {
  return (
    <p>
      {query}: render {render}
    </p>
  )
}

export async function getServerSideProps({ req, res, query }) {
  // The snippet of Next.js' documentation.
  res.setHeader('Cache-Control', 'public, s-maxage=1, stale-while-revalidate=59')
  return { props: { query: query.q ?? '', render: ++renders, url: req.url } }
}
