import { useRouter } from 'next/router'
import { useEffect } from 'react'

declare global {
  interface Window {
    /** What the router said each time that it said something new. */
    routeStates?: string[]
  }
}

export function RouteState() {
  const { pathname, asPath, query, isReady } = useRouter()
  const state = JSON.stringify({ pathname, asPath, query })
  useEffect(() => {
    window.routeStates ??= []
    const told = `${state} ${isReady ? 'ready' : 'not ready'}`
    if (window.routeStates.at(-1) !== told) window.routeStates.push(told)
  }, [state, isReady])
  return <pre id="route">{state}</pre>
}
