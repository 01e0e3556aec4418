import { useRouter } from 'next/router'
import { RouteState } from '../components/route-state'

export const getStaticProps = () => ({ props: {} })

export default function Routing() {
  const router = useRouter()
  return (
    <main>
      <h1>Routing</h1>
      <RouteState />
      <button id="shallow" onClick={() => router.push('/routing?tab=2', undefined, { shallow: true })}>
        shallow
      </button>
      <button id="replace" onClick={() => router.replace('/about')}>
        replace
      </button>
    </main>
  )
}
