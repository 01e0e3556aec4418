export default function Long({ query, at }) {
  return (
    <p>
      {query}: {at}
    </p>
  )
}

export async function getServerSideProps({ res, query }) {
  res.setHeader('Cache-Control', 's-maxage=600')
  return { props: { query: query.q ?? '', at: process.hrtime().join() } }
}
