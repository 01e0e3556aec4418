export default function Lab(props) {
  return (
    <>
      <h1>Lab</h1>
      <pre>{JSON.stringify(props)}</pre>
    </>
  )
}

export async function getServerSideProps({ req, params, query, resolvedUrl }) {
  return { props: { name: params.name, query, resolvedUrl, url: req.url, headers: req.headers, cookies: req.cookies } }
}
