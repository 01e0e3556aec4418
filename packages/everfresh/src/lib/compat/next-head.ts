/** `next/head`: puts its children into the document's head while it is mounted. */
import { useContext, useId, useLayoutEffect, type ReactNode } from 'react'
import { HeadContext } from '../client/contexts.ts'

const isServer = typeof window === 'undefined'

export default function Head({ children }: { readonly children?: ReactNode }): null {
  const registry = useContext(HeadContext)
  const id = useId()
  if (isServer) registry?.set(id, children)
  useBrowserEffect(() => registry?.set(id, children), [registry, id, children])
  useBrowserEffect(() => () => registry?.delete(id), [registry, id])
  return null
}

/** Layout effects never run on the server. */
const useBrowserEffect: typeof useLayoutEffect = isServer ? () => undefined : useLayoutEffect
