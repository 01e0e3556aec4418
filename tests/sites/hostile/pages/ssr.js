export default function OnRequest({ headers, query }) {
  return <pre>{JSON.stringify({ headers, query })}</pre>
}

export const getServerSideProps = ({ req, query }) => ({ props: { headers: Object.keys(req.headers), query } })
