import { expect, test } from 'vitest'
import { entryOf } from './rendered-entry.ts'

const page = { namespace: 'code-1', path: '/a', context: undefined }
const times = { startedAt: 1_000, endedAt: 1_400 }
const rendered = { bodies: {}, attributes: { status: 200 }, tags: [], revalidateMs: 10_000, expireMs: 60_000 } as const

test('counts the age of a page from the end of its render', () => {
  expect(entryOf(page, rendered, 'deployment-1', 'stale', times)).toEqual({
    namespace: 'code-1',
    path: '/a',
    bodies: {},
    attributes: { status: 200 },
    tags: [],
    version: 0,
    asOf: 0,
    deployment: 'deployment-1',
    reason: 'stale',
    generatedAt: 1_000,
    renderMs: 400,
    staleAt: 11_400,
    expiresAt: 61_400,
  })
})

test('makes a page without interval last for ever', () => {
  const entry = entryOf(page, { ...rendered, revalidateMs: false, expireMs: false }, 'deployment-1', 'miss', times)
  expect([entry.staleAt, entry.expiresAt]).toEqual([Infinity, Infinity])
})

test('does not let a page expire before it is stale', () => {
  const entry = entryOf(page, { ...rendered, expireMs: 5 }, 'deployment-1', 'miss', times)
  expect(entry.expiresAt).toBe(entry.staleAt)
})

test('names each tag once', () => {
  expect(entryOf(page, { ...rendered, tags: ['a', 'b', 'a'] }, 'deployment-1', 'miss', times).tags).toEqual(['a', 'b'])
})

test('shares nothing with the renderer, which may use its buffers again', () => {
  const pool = new TextEncoder().encode('unused<h1>v1</h1>unused')
  const bodies: Record<string, Uint8Array> = { html: pool.subarray(6, 17) }
  const attributes: Record<string, number> = { status: 200 }
  const entry = entryOf(page, { ...rendered, bodies, attributes }, 'deployment-1', 'miss', times)
  pool.fill(0)
  bodies['data'] = pool
  attributes['status'] = 500
  expect(Object.keys(entry.bodies)).toEqual(['html'])
  expect(new TextDecoder().decode(entry.bodies['html'])).toBe('<h1>v1</h1>')
  expect(entry.bodies['html']!.buffer.byteLength).toBe(11)
  expect(entry.attributes).toEqual({ status: 200 })
})
