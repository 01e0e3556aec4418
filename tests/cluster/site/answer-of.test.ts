/** What is read of an answer decides what the checker can see. */
import { expect, it } from 'vitest'
import { answerOf } from './answer-of.ts'

const documentOf = (first: number, last: number, props = last) => {
  const marks = (read: number) => `/products/1 3 ${read}`
  const lines = Array.from({ length: 40 }, () => `<li data-marks="${marks(last)}"></li>`).join('')
  const json = `{"path":"/products/1","version":3,"read":${props}}`
  return `<html><main data-marks="${marks(first)}">${lines}</main><script>${json}</script></html>`
}
const hit = { 'cache-status': 'everfresh; hit; ttl=4' }
const marks = { path: '/products/1', version: 3, read: 7 }

it('reads the same marks of a document and of its data', () => {
  const honest = { status: 200, isStale: false, marks }
  expect(answerOf('html', 200, hit, documentOf(7, 7))).toEqual(honest)
  expect(answerOf('data', 200, hit, '{"pageProps":{"path":"/products/1","version":3,"read":7}}')).toEqual(honest)
})

it.each([
  ['markup of two renders', documentOf(7, 8)],
  ['markup and props of two renders', documentOf(7, 7, 8)],
  ['a document that is cut off', documentOf(7, 7).slice(0, -4)],
  ['a document with a part missing', documentOf(7, 7).replace(/<li.*?<\/li>/, '')],
  ['nothing', ''],
])('notices %s', (_, body) => {
  expect(answerOf('html', 200, hit, body).torn).toBeDefined()
})

it('tells stale answers, and those that admit to be older than promised', () => {
  const of = (cacheStatus: string, state = 'STALE') =>
    answerOf('html', 200, { 'cache-status': cacheStatus, 'x-nextjs-cache': state }, documentOf(7, 7))
  expect(of('everfresh; hit; ttl=-1; detail=invalidated')).toEqual({ status: 200, isStale: true, marks })
  expect(of('everfresh; hit; ttl=-3; detail=stale-if-error')).toMatchObject({ degraded: 'stale-if-error' })
  expect(of('everfresh; fwd=uri-miss; stored; detail=store-unavailable', 'MISS')).toMatchObject({
    isStale: false,
    degraded: 'store-unavailable',
  })
  expect(answerOf('html', 503, {}, 'no room')).toEqual({ status: 503, isStale: false })
})
