/** What middleware may ask of the server beyond its answer. */
import type { NextRequest } from './next-request.ts'

export interface FetchEventInit {
  readonly request: NextRequest
  /** The path of the module. */
  readonly page: string
  waitUntil(work: Promise<unknown>): void
}

export class NextFetchEvent {
  readonly request: NextRequest
  readonly sourcePage: string
  readonly #waitUntil: FetchEventInit['waitUntil']

  constructor({ request, page, waitUntil }: FetchEventInit) {
    this.request = request
    this.sourcePage = page
    this.#waitUntil = waitUntil
  }

  /** Lets `work` go on after the answer; a server that stops waits for it. */
  waitUntil(work: Promise<unknown>): void {
    this.#waitUntil(work)
  }
}
