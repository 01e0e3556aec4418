import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RouterContext } from './contexts.ts'
import { Link } from './link.tsx'
import { createServerRouter } from './server-router.ts'

const router = createServerRouter({
  pathname: '/a',
  query: {},
  asPath: '/a?x=1',
  basePath: '/docs',
  trailingSlash: true,
})
const html = (link: ReactNode) => renderToStaticMarkup(<RouterContext value={router}>{link}</RouterContext>)

test('a link is an anchor with the site’s spelling of its address', () => {
  expect(html(<Link href="/about">About</Link>)).toBe('<a href="/docs/about/">About</a>')
  expect(html(<Link href="?page=2">2</Link>)).toBe('<a href="/docs/a/?page=2">2</a>')
  expect(html(<Link href="https://other.test/x">Out</Link>)).toBe('<a href="https://other.test/x">Out</a>')
})

test('what is meant for the anchor reaches it, what is meant for the link does not', () => {
  const link = (
    <Link href="/b" className="c" target="_blank" replace shallow scroll={false} prefetch={false} locale={false}>
      B
    </Link>
  )
  expect(html(link)).toBe('<a class="c" target="_blank" href="/docs/b/">B</a>')
})

test('with legacyBehavior the child is the anchor', () => {
  const own = (
    <Link href="/b" legacyBehavior>
      <a className="c">B</a>
    </Link>
  )
  expect(html(own)).toBe('<a class="c" href="/docs/b/">B</a>')
  const text = (
    <Link href="/b" legacyBehavior>
      B
    </Link>
  )
  expect(html(text)).toBe('<a href="/docs/b/">B</a>')
})

test('with legacyBehavior a component gets the address only when it is passed', () => {
  const Button = ({ href = 'none' }: { href?: string }) => <i>{href}</i>
  const link = (passHref: boolean) => (
    <Link href="/b" legacyBehavior passHref={passHref}>
      <Button />
    </Link>
  )
  expect(html(link(false))).toBe('<i>none</i>')
  expect(html(link(true))).toBe('<i>/docs/b/</i>')
})

test('a link outside of the application is a plain anchor', () => {
  expect(renderToStaticMarkup(<Link href="/about">About</Link>)).toBe('<a href="/about">About</a>')
})

test('a link without href says so', () => {
  expect(() => html(<Link href={undefined as never}>?</Link>)).toThrow('A <Link> has no href')
})
