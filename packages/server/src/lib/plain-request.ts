/** Finds the ready answer of a request that asks for a page and says nothing else: most requests do. */
import type { IncomingMessage } from 'node:http'
import { decisiveHeaders, type ReadyAnswers } from './ready-answer.ts'
import type { ReadyAnswer } from './representation.ts'

type Part = 'host' | 'accept-encoding' | 'if-none-match' | 'cookie' | 'decisive' | 'other'

/** What header names mean here, as clients write them: a few dozen spellings in all. */
const parts = new Map<string, Part>()
const maxSpellings = 1000

/**
 * Undefined for whatever is not a plain request, such as one that has a header twice.
 *
 * The raw headers are read, once and in place: collecting them in an object, as `request.headers` does, costs more than all that
 * is done for the page.
 */
export function readyAnswerTo(request: IncomingMessage, ready: ReadyAnswers): ReadyAnswer | undefined {
  const { method, url, rawHeaders } = request
  if (method !== 'GET' || url === undefined) return undefined
  let hasHost = false
  let acceptEncoding: string | undefined
  let ifNoneMatch: string | undefined
  let cookie: string | undefined
  for (let index = 0; index < rawHeaders.length; index += 2) {
    switch (parts.get(rawHeaders[index]!) ?? partOf(rawHeaders[index]!)) {
      case 'other':
        break
      case 'host':
        // Two are refused.
        if (hasHost) return undefined
        hasHost = true
        break
      case 'accept-encoding':
        if (acceptEncoding !== undefined) return undefined
        acceptEncoding = rawHeaders[index + 1]
        break
      case 'if-none-match':
        if (ifNoneMatch !== undefined) return undefined
        ifNoneMatch = rawHeaders[index + 1]
        break
      case 'cookie':
        if (cookie !== undefined) return undefined
        cookie = rawHeaders[index + 1]
        break
      case 'decisive':
        return undefined
    }
  }
  return ready.isOpenTo(cookie) ? ready.find(url, acceptEncoding, ifNoneMatch) : undefined
}

function partOf(spelling: string): Part {
  const name = spelling.toLowerCase()
  const part =
    name === 'host' || name === 'accept-encoding' || name === 'if-none-match' || name === 'cookie'
      ? name
      : decisiveHeaders.has(name)
        ? 'decisive'
        : 'other'
  if (parts.size >= maxSpellings) parts.clear()
  parts.set(spelling, part)
  return part
}
