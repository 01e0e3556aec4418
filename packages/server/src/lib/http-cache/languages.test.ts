import type { IncomingHttpHeaders } from 'node:http'
import { expect, it } from 'vitest'
import { languageAmong } from './languages.ts'

const name = languageAmong(['de', 'en'])

function told(said: string | undefined): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = { accept: '*/*', ...(said !== undefined && { 'accept-language': said }) }
  name(headers)
  return headers
}

it.each([
  ['en', 'en'],
  ['EN;q=0.9, fr', 'en'],
  ['fr;q=0.5, de;q=1.0', 'de'],
  ['de-AT, en;q=0.7, de;q=0.8', 'de'],
  // Liked alike: the site's order counts, not the visitor's.
  ['en, de', 'de'],
  ['*', 'de'],
])('of %s a handler is told %s', (said, liked) => {
  expect(told(said)).toEqual({ accept: '*/*', 'accept-language': liked })
})

it.each([undefined, 'fr', 'en;q=0', '', ',;'])('of %s a handler is told nothing', (said) => {
  expect(told(said)).toEqual({ accept: '*/*' })
})
