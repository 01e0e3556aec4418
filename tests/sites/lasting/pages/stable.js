import { read } from '../source.js'

export default function Stable({ text }) {
  return <p>{text}</p>
}

export async function getStaticProps() {
  return { props: { text: await read('/stable') }, revalidate: false }
}
