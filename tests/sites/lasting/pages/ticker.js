import { read } from '../source.js'

export default function Ticker({ news }) {
  return <h1>{news}</h1>
}

export async function getStaticProps() {
  return { props: { news: await read('/ticker') }, revalidate: 1 }
}
