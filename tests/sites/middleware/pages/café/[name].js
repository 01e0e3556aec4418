export default function Cafe({ name }) {
  return <h1>Café {name}</h1>
}

export const getStaticProps = ({ params }) => ({ props: { name: params.name } })
export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })
