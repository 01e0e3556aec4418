export default function Listed({ name }) {
  return <h1>{name}</h1>
}

export const getStaticPaths = () => ({ paths: ['/listed/one'], fallback: false })
export const getStaticProps = ({ params }) => ({ props: { name: params.id }, revalidate: 60 })
