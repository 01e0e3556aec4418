import { expect, test } from 'vitest'
import { createRouteTable } from './route-table.ts'

const routes = ['/about', '/posts/new', '/posts/[id]', '/[...path]'].map((pattern) => ({ pattern }))
const table = createRouteTable(routes)
const found = (pathname: string) => [...table.matches(pathname)].map(({ route, params }) => [route.pattern, params])

test('yields every route that answers a path, most specific first (B59, B98)', () => {
  expect(found('/posts/new')).toEqual([
    ['/posts/new', {}],
    ['/posts/[id]', { id: 'new' }],
    ['/[...path]', { path: ['posts', 'new'] }],
  ])
})

test('finds a static route however its path is encoded', () => {
  expect(found('/%61bout')[0]).toEqual(['/about', {}])
})

test('decodes parameters once (B91)', () => {
  expect(found('/posts/a%2Fb%2525')[0]).toEqual(['/posts/[id]', { id: 'a/b%25' }])
})

test('throws URIError for a path that cannot be decoded (B89)', () => {
  expect(() => found('/posts/%E0%A4%A')).toThrow(URIError)
})
