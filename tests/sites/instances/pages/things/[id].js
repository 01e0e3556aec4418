import { read } from '../../source.js'

export default function Thing({ name }) {
  return <h1>{name}</h1>
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

// The source says what the page is: `{ props, revalidate }`, `{ notFound, revalidate }` or `{ redirect, revalidate }`.
export const getStaticProps = ({ params }) => read(`/things/${params.id}`)
