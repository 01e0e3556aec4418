export default function Moved() {
  return null
}

export const getStaticProps = () =>
  process.env.NEXT_PHASE === 'phase-production-build'
    ? { props: {}, revalidate: 1 }
    : { redirect: { destination: '/posts/one', permanent: false }, revalidate: 1 }
