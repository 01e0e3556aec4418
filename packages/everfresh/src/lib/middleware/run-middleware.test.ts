import { expect, it } from 'vitest'
import type { NextRequest } from '../compat/next-server.ts'
import { createMiddleware, type MiddlewareCall } from './run-middleware.ts'

const call: MiddlewareCall = {
  url: 'http://site.test/docs/page',
  method: 'GET',
  headers: new Headers({ cookie: 'a=1' }),
  body: null,
  signal: new AbortController().signal,
  nextConfig: { basePath: '/docs' },
  waitUntil: () => {},
}

it('calls the function that is named as the file, else the default export', async () => {
  const answering = (text: string) => () => new Response(text)
  const text = async (answer: Promise<Response | undefined>) => (await answer)?.text()
  const both = { proxy: answering('proxy'), middleware: answering('middleware'), default: answering('default') }
  expect(await text(createMiddleware(both, 'proxy')(call))).toBe('proxy')
  expect(await text(createMiddleware(both, 'middleware')(call))).toBe('middleware')
  expect(await text(createMiddleware({ default: both.default }, 'proxy')(call))).toBe('default')
  expect(() => createMiddleware({ middleware: both.middleware }, 'proxy')).toThrow('export a function named "proxy"')
})

it('hands over a request as the site knows it, and takes nothing for an answer', async () => {
  const seen: unknown[] = []
  const handler = (request: NextRequest) =>
    void seen.push(request.nextUrl.pathname, request.nextUrl.basePath, request.cookies.get('a')?.value)
  expect(await createMiddleware({ middleware: handler }, 'middleware')(call)).toBeUndefined()
  expect(seen).toEqual(['/page', '/docs', '1'])
  await expect(createMiddleware({ middleware: () => true }, 'middleware')(call)).rejects.toThrow('this was boolean')
})
