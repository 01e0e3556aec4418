/** One request, its response, and what serves it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { privateCacheControl } from './cache-control.ts'
import type { PreparePage } from './prepared-page.ts'
import type { ReadyAnswers } from './ready-answer.ts'
import type { ReadyKept } from './ready-kept.ts'
import type { AnswerSettings, Served } from './settings.ts'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly served: Served
  readonly settings: AnswerSettings
  readonly prepare: PreparePage
  readonly ready: ReadyAnswers
  readonly readyKept: ReadyKept
}

/** Names and values in turn, as `writeHead` takes them. */
export type HeaderList = readonly (string | number)[]

/**
 * Writes status and headers. What somebody set before on the response stays: its `Cache-Control` wins (B26), unless nobody
 * may keep this answer; its `Vary` is added to.
 */
export function writeHead(response: ServerResponse, status: number, headers: HeaderList): void {
  if (response.getHeaderNames().length === 0) {
    // Nobody set anything: the list goes out as it is, without a copy.
    response.writeHead(status, headers as (string | number)[] as string[])
    return
  }
  for (let index = 0; index < headers.length; index += 2) {
    const name = String(headers[index])
    const value = headers[index + 1]!
    if (name === 'Cache-Control' && value !== privateCacheControl && response.hasHeader(name)) continue
    if (name === 'Vary') response.appendHeader(name, String(value))
    else response.setHeader(name, value)
  }
  response.writeHead(status)
}

/** Answers with a whole body, or with none. `node:http` leaves it out where the method is HEAD (B43). */
export function send(response: ServerResponse, status: number, headers: HeaderList, body?: Uint8Array | string): void {
  if (response.destroyed) return
  writeHead(response, status, headers)
  response.end(body)
}
