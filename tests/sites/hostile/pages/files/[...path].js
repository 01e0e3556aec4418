export default function File({ path }) {
  return <pre>{JSON.stringify(path)}</pre>
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export const getStaticProps = ({ params }) => ({ props: { path: params.path }, revalidate: 3600 })
