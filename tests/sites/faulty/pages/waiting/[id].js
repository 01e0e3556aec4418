import { useRouter } from 'next/router'
import { read } from '../../source.js'

export default function Waiting({ name }) {
  const { isFallback, query } = useRouter()
  return isFallback ? (
    <p>Loading</p>
  ) : (
    <h1>
      {name} {query.id}
    </h1>
  )
}

export const getStaticPaths = () => ({ paths: [], fallback: true })

export const getStaticProps = ({ params }) => read(`/waiting/${params.id}`)
