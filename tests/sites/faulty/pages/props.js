import { read } from '../source.js'

export default function Props({ text }) {
  return <p>{text}</p>
}

export const getStaticProps = async () => ({ props: await read('/props'), revalidate: false })
