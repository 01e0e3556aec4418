import Link from 'next/link'
import { RouteState } from '../../components/route-state'

export const getStaticPaths = () => ({ paths: [{ params: { path: [] } }], fallback: 'blocking' })
export const getStaticProps = ({ params }) => ({ props: { path: params.path ?? [] } })

export default function Optional({ path }) {
  return (
    <main>
      <h1>/{path.join('/')}</h1>
      <RouteState />
      <Link href="/optional/deep/er" prefetch={false}>
        deeper
      </Link>
    </main>
  )
}
