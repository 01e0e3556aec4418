import { createElement } from 'react'
import { expect, test } from 'vitest'
import { createHeadRegistry } from './head-registry.ts'

const meta = (content: string) => createElement('meta', { name: 'robots', content })
const robots = (elements: readonly { props: Record<string, unknown> }[]) =>
  elements.filter(({ props }) => props['name'] === 'robots').map(({ props }) => props['content'])

test('a head that renders again keeps its place', () => {
  const registry = createHeadRegistry()
  registry.set('app', meta('app'))
  registry.set('page', meta('page'))
  registry.set('app', meta('app again'))
  expect(robots(registry.elements())).toEqual(['page'])
})

test('what a head replaced is back when it unmounts', () => {
  const registry = createHeadRegistry()
  registry.set('app', meta('app'))
  registry.set('page', meta('page'))
  registry.delete('page')
  expect(robots(registry.elements())).toEqual(['app'])
})

test('changes of one commit are told once', async () => {
  const told: unknown[] = []
  const registry = createHeadRegistry((elements) => void told.push(robots(elements)))
  registry.set('a', meta('a'))
  registry.set('b', meta('b'))
  registry.delete('b')
  await Promise.resolve()
  expect(told).toEqual([['a']])
})
