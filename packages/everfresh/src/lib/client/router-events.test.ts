import { expect, test } from 'vitest'
import { createRouterEvents } from './router-events.ts'

test('handlers are called in order, until they are taken off', () => {
  const events = createRouterEvents()
  const calls: string[] = []
  const first = (url: string) => void calls.push(`first ${url}`)
  const once = (url: string) => {
    calls.push(`once ${url}`)
    events.off('routeChangeStart', once)
  }
  events.on('routeChangeStart', once)
  events.on('routeChangeStart', first)
  events.emit('routeChangeStart', '/a')
  events.emit('routeChangeStart', '/b')
  events.emit('routeChangeComplete', '/b')
  expect(calls).toEqual(['once /a', 'first /a', 'first /b'])
})

test('taking off a handler that was never there changes nothing', () => {
  const events = createRouterEvents()
  const calls: string[] = []
  events.on('routeChangeStart', () => void calls.push('called'))
  events.off('routeChangeStart', () => undefined)
  events.emit('routeChangeStart')
  expect(calls).toEqual(['called'])
})
