import { useRouter } from 'next/router'

export default function Automatic() {
  const { query, isReady } = useRouter()
  return <p id="query">{isReady ? JSON.stringify(query) : 'not ready'}</p>
}
