import { read } from '../source.js'

export default function Fixed({ text }) {
  return <p>{text}</p>
}

export const getStaticProps = async () => ({ props: { text: await read('/fixed') } })
