import { read } from '../../source.js'

export default function Closed({ name }) {
  return <h1>{name}</h1>
}

export const getStaticPaths = () => ({ paths: [{ params: { id: 'listed' } }], fallback: false })

export const getStaticProps = ({ params }) => read(`/closed/${params.id}`)
