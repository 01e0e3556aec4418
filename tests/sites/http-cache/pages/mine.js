export default function Mine({ who }) {
  return <p>{who}</p>
}

export async function getServerSideProps({ req, res }) {
  res.setHeader('Cache-Control', 'public, s-maxage=60')
  return { props: { who: req.cookies.who ?? 'nobody' } }
}
