import { forward } from '../forward.js'

export default function Forwarded() {
  return null
}

export async function getServerSideProps({ req, res }) {
  await forward(req, res)
  return { props: {} }
}
