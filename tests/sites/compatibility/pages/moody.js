import { read } from '../source.js'

export default function Moody({ name }) {
  return <h1>{name}</h1>
}

// Not found while the site is built, as long as the source says so.
export const getStaticProps = () => read('/moody')
