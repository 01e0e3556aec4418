import type { GetStaticProps } from 'next'
import { useEffect, useState } from 'react'

const names = ['DB_URL', 'PRICE', 'PRIVATE_KEY', 'WHERE', 'WHERE_PRODUCTION', 'FROM_MACHINE'] as const

export default function Env({ server }: { server: Record<string, string> }) {
  const [looked, setLooked] = useState('')
  useEffect(() => {
    const varName = 'NEXT_PUBLIC_ANALYTICS_ID'
    const env = process.env
    setLooked(JSON.stringify([process.env[varName] ?? null, env.NEXT_PUBLIC_ANALYTICS_ID ?? null]))
  }, [])
  return (
    <>
      <pre id="server">{JSON.stringify(server)}</pre>
      <p id="analytics">{process.env.NEXT_PUBLIC_ANALYTICS_ID}</p>
      <p id="home">{process.env.NEXT_PUBLIC_HOME}</p>
      <p id="site">{process.env.siteName}</p>
      <p id="mode">{process.env.NODE_ENV}</p>
      <p id="looked">{looked}</p>
    </>
  )
}

export const getStaticProps: GetStaticProps = async () => ({
  props: { server: Object.fromEntries(names.map((name) => [name, process.env[name] ?? null])) },
})
