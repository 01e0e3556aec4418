import type { GetServerSideProps } from 'next'
import { RouteState } from '../components/route-state'

interface Props {
  query: string
  visits: number
}

let visits = 0

export const getServerSideProps: GetServerSideProps<Props> = async ({ query, req }) => {
  if (query.fail !== undefined) throw new Error('This request fails')
  if (query.marker !== undefined) console.log('marker-of-a-request-function', req.url)
  visits += 1
  return { props: { query: JSON.stringify(query), visits } }
}

export default function Request({ query, visits: count }: Props) {
  return (
    <main>
      <h1>On request</h1>
      <p id="query">{query}</p>
      <p id="visits">{count}</p>
      <RouteState />
    </main>
  )
}
