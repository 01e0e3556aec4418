export const getStaticPaths = () => ({ paths: [{ params: { id: 'a' } }], fallback: false })
export const getStaticProps = ({ params }) => ({ props: { id: params.id } })

export default function Listed({ id }) {
  return <h1>Listed {id}</h1>
}
