/** Runs the site's middleware before anything is looked up. */
import type { IncomingMessage } from 'node:http'
import { type Routed, stripInternalHeaders } from '@everfresh/server'
import type { ReportError } from '../render/report-errors.ts'
import { failureOfRequest } from '../render/report-errors.ts'
import type { MiddlewareStage, Passage } from '../routing/stages.ts'
import { follow, type AnswerOptions } from './answer.ts'
import { middlewareTimedOut } from './errors.ts'
import { createMatches } from './matchers.ts'
import type { MiddlewareRecord } from './middleware-record.ts'
import { bodyOf } from './request-body.ts'
import type { RunMiddleware } from './run-middleware.ts'
import { type MiddlewareTarget, targetsOf } from './targets.ts'
import { createMiddlewareUrls, type UrlOptions } from './urls.ts'

export interface MiddlewareStageOptions extends UrlOptions, Omit<AnswerOptions, 'kind' | 'urls'> {
  readonly record: MiddlewareRecord
  load(): Promise<RunMiddleware>
  /** How long it may take to answer, ms. */
  readonly timeoutMs: number
  /** Bytes of a request's body that it may read. */
  readonly maxBodyBytes: number
  readonly reportError: ReportError
}

export interface OpenMiddleware extends MiddlewareStage {
  /** Waits for what was handed to `waitUntil`, at most `graceMs`. */
  close(graceMs: number): Promise<void>
}

export function createMiddlewareStage(options: MiddlewareStageOptions): OpenMiddleware {
  const { record, i18n, timeoutMs } = options
  const matches = createMatches(record.matchers, i18n)
  const urls = createMiddlewareUrls(options)
  const answering: AnswerOptions = { ...options, kind: record.kind, urls }
  const working = new Set<Promise<unknown>>()

  function waitUntil(work: Promise<unknown>, request: IncomingMessage): void {
    const done: Promise<unknown> = Promise.resolve(work)
      .catch((error: unknown) => {
        console.error(`What the ${record.kind} handed to waitUntil failed:`, error)
        report(error, request)
      })
      .finally(() => working.delete(done))
    working.add(done)
  }

  const report = (error: unknown, request: IncomingMessage) =>
    options.reportError(error, ...failureOfRequest(request, `/${record.kind}`, record.kind))

  async function ask(target: MiddlewareTarget, { request, response }: Passage, url: string) {
    const gone = new AbortController()
    response.once('close', () => response.writableFinished || gone.abort())
    const run = await options.load()
    const answer = run({
      url,
      method: request.method ?? 'GET',
      headers: headersOf(request),
      body: bodyOf(request, options.maxBodyBytes),
      signal: gone.signal,
      nextConfig: urls.nextConfig,
      waitUntil: (work) => waitUntil(work, request),
    })
    return withinTime(answer, timeoutMs, () => {
      gone.abort()
      return middlewareTimedOut(record.kind, target.url.pathname, timeoutMs)
    })
  }

  async function pass(targets: readonly MiddlewareTarget[], passage: Passage): Promise<Routed> {
    for (const target of targets) {
      const url = urls.absoluteOf(target.url, passage.request)
      try {
        const answer = await ask(target, passage, url)
        const routed = follow(answer, target, passage, url, answering)
        if (routed.kind !== 'url' || routed.url !== passage.url) return routed
      } catch (error) {
        if (!(error instanceof URIError)) report(error, passage.request)
        throw error
      }
    }
    return { kind: 'url', url: passage.url }
  }

  return {
    run(passage) {
      const { url, request } = passage
      // Neither matcher nor site shall believe a visitor who speaks like the framework.
      stripInternalHeaders(request)
      const all = targetsOf(url, request, options)
      const targets = all.filter((target) => matches(target.url, request.headers))
      // What is data is told by the URL alone; the header is for those who come after.
      if (all[0]?.kind === 'data') request.headers['x-nextjs-data'] = '1'
      if (targets.length === 0) return undefined
      return canBeAsked(request) ? pass(targets, passage) : Promise.resolve(refused)
    },

    async close(graceMs) {
      let timer: NodeJS.Timeout | undefined
      const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)))
      await Promise.race([Promise.all(working), over])
      clearTimeout(timer)
    },
  }
}

/** Methods that no web request can have, and no page answers. */
const canBeAsked = ({ method = 'GET' }: IncomingMessage): boolean => !/^(?:CONNECT|TRACE|TRACK)$/i.test(method)

const refused: Routed = {
  kind: 'handler',
  route: '/middleware',
  handle: async (_request, response) => void response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': 0 }).end(),
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!)
  return headers
}

async function withinTime<Value>(work: Promise<Value>, timeoutMs: number, late: () => Error): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
    // What it still comes to say, nobody hears.
    work.catch(() => {})
  }
}
