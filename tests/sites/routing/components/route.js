import { useRouter } from 'next/router'
import { useEffect } from 'react'

/** What the router knows, now and each time it was ready. */
export function Route() {
  const { asPath, pathname, query, isReady } = useRouter()
  useEffect(() => {
    if (isReady) (window.ready ??= []).push(query)
  }, [isReady, query])
  return <pre id="route">{JSON.stringify({ asPath, pathname, query, isReady })}</pre>
}
