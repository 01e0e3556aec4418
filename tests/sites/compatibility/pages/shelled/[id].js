import { useRouter } from 'next/router'
import { read } from '../../source.js'

export default function Shelled({ name }) {
  return <h1>{useRouter().isFallback ? 'Loading' : name}</h1>
}

export const getStaticPaths = () => ({ paths: [], fallback: true })
export const getStaticProps = ({ params }) => read(`/shelled/${params.id}`)
