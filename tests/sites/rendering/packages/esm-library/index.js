import { createElement as h, useContext } from 'react'
import { RouterContext } from 'next/dist/shared/lib/router-context.shared-runtime.js'
import Head from 'next/head.js'
import Link from 'next/link'
import { useRouter } from 'next/router'

export function EsmCard() {
  const { pathname } = useRouter()
  const router = useContext(RouterContext)
  return h(
    'p',
    { id: 'esm' },
    h(Head, null, h('meta', { name: 'esm', content: 'yes' })),
    h(Link, { href: '/', id: 'esm-link' }, 'Home from ESM'),
    ` at ${pathname}, context ${router === null ? 'missing' : router.pathname}`,
  )
}
