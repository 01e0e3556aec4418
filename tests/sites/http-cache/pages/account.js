export default function Account({ who }) {
  return <p>{who}</p>
}

export async function getServerSideProps({ req, res }) {
  res.setHeader('Cache-Control', 'public, s-maxage=60')
  return { props: { who: req.headers['x-who'] ?? 'nobody' } }
}
