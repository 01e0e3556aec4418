/** Asks a handler for an answer on behalf of all who wait for it, and makes an entry of what may be kept. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Entry, NotKept, type Rendered, type RenderRequest } from '@everfresh/engine'
import { stripInternalHeaders } from '../internal-headers.ts'
import type { HandlerTarget } from '../site.ts'
import { type Captured, CapturedResponse } from './captured-response.ts'
import { combined, type Fields } from './fields.ts'
import { freshnessOf } from './freshness.ts'
import { askAnew, updated } from './not-modified.ts'
import { watchPersonal } from './personal.ts'
import { refusalOf, type Refusal } from './storable.ts'
import { contentOf, headOf, keptFields, type StoredHead } from './stored-response.ts'
import { selectingFieldsOf, selectionOf } from './variants.ts'

/** One request, as the question to a handler that the engine asks for many. */
export interface Question {
  readonly request: IncomingMessage
  /** Of the visitor who asked first: gets the answer directly where it is not kept. */
  readonly response: ServerResponse
  readonly target: HandlerTarget
  /** What the site's configuration says about caching, set before the handler is asked. */
  readonly presetFields: Fields
  /** Why the answer is not kept. */
  refusal?: Refusal
  /** The answer, where it is for whoever asked first only and was not sent yet. */
  own?: Captured
  /** Whether that visitor has got the answer directly. */
  wasAnswered?: boolean
}

export interface AskOptions {
  /** Of a body that is kept. */
  readonly maxBytes: number
  /** Epoch ms. */
  now(): number
}

/** `Cache-Status` of an answer that nobody else gets, with the reason. */
export const missStatus = (detail: string): string => `everfresh; fwd=uri-miss; detail=${detail}`

/** The tag of everything that is kept of a path, whatever its host, query or variant. */
export const tagOfPath = (path: string): string => `path:${path}`

/** An answer that is stale at once is kept for being asked about. Durations of the engine are above 0, ms. */
const leastMs = 1

/**
 * Runs the handler with the request of whoever asked first, without that visitor's conditions and ranges.
 *
 * @throws NotKept where others may not be shown the answer, and what the handler throws
 */
export async function ask(
  { page, previous, reason }: Pick<RenderRequest<Question>, 'page' | 'previous' | 'reason'>,
  { maxBytes, now }: AskOptions,
): Promise<Rendered> {
  const question = page.context
  const { request, target } = question
  const known = previous && knownAnswer(previous, request)
  const hasAuthorization = request.headers.authorization !== undefined
  stripInternalHeaders(request)
  const giveBack = askAnew(request.headers, known?.fields)
  const { method } = request
  // A HEAD request is answered from the whole answer, which GET gets (RFC 9110 §9.3.2).
  request.method = 'GET'
  let watch = watchPersonal(request)
  /** An error in whose place the answer that is kept may be shown. */
  const isReplaced = (status: number): boolean => status >= 500 && known !== undefined && mayShowInError(known, now())
  const refusalNow = (status: number, fields: Fields): Refusal | undefined => {
    if ((known !== undefined && status === 304) || isReplaced(status)) return undefined
    return refusalOf({ hasAuthorization, readPersonal: watch.wasRead }, status, fields, target.cache)
  }
  const captured = new CapturedResponse(request, {
    maxBytes,
    // Somebody waits for a miss; behind a stale answer nobody does.
    visitor: reason === 'miss' ? question.response : undefined,
    cacheStatus: () => missStatus(question.refusal ?? 'too-large'),
    mayKeep(status, fields) {
      const refusal = refusalNow(status, fields)
      if (refusal !== undefined) question.refusal = refusal
      return refusal === undefined
    },
  })
  for (const [name, value] of question.presetFields) captured.setHeader(name, value)
  target
    .handle(request, captured, { begins: () => (watch = watchPersonal(request)) })
    .catch((error: unknown) => captured.failWith(error))
  const end = await captured.ended.finally(() => {
    question.wasAnswered = captured.wasPassed
    Object.assign(request, { method })
    giveBack()
  })
  if (end.kind === 'not-kept') throw new NotKept(question.refusal ?? 'too-large')
  const answer = end.captured
  // Cookies may have been read after the first byte was written.
  const refusal = refusalNow(answer.status, answer.fields)
  if (refusal !== undefined) {
    Object.assign(question, { refusal, own: answer })
    throw new NotKept(refusal)
  }
  if (known === undefined) return renderedOf(question, answer, now())
  if (answer.status === 304) return renderedOf(question, confirmed(known, previous!, answer), now())
  if (isReplaced(answer.status)) {
    question.own = answer
    throw new Error(`the handler answered with status ${answer.status}`)
  }
  return renderedOf(question, answer, now())
}

/** The answer that is kept, if it is one to this request: another variant cannot be asked about. */
function knownAnswer(previous: Entry, request: IncomingMessage): StoredHead | undefined {
  const head = headOf(previous)
  return selectionOf(request.headers, head.selecting) === head.selection ? head : undefined
}

export const mayShowInError = ({ staleIfErrorUntil }: StoredHead, now: number): boolean =>
  staleIfErrorUntil === null || now < staleIfErrorUntil

function confirmed(known: StoredHead, previous: Entry, { fields }: Captured): Captured {
  return { status: known.status, fields: updated(known.fields, fields), body: previous.bodies['body']! }
}

async function renderedOf(question: Question, { status, fields, body }: Captured, now: number): Promise<Rendered> {
  const { lifetime, initialAge, staleWhileRevalidate, staleIfError } = freshnessOf(fields, now)
  const freshSeconds = Math.max(0, lifetime - initialAge)
  const selecting = selectingFieldsOf(fields)
  const head: StoredHead = {
    status,
    fields: keptFields(fields, now),
    selecting,
    selection: selectionOf(question.request.headers, selecting),
    initialAge,
    receivedAt: now,
    staleIfErrorUntil: staleIfError === Infinity ? null : now + (freshSeconds + staleIfError) * 1000,
  }
  const revalidateMs = Math.max(leastMs, freshSeconds * 1000)
  return {
    ...(await contentOf(head, body)),
    tags: [tagOfPath(question.target.cache!.path), ...tagsOf(fields)],
    revalidateMs,
    expireMs: staleWhileRevalidate === Infinity ? false : revalidateMs + staleWhileRevalidate * 1000,
  }
}

/** Names in `Cache-Tag`, as CDNs read them, for invalidation. */
const tagsOf = (fields: Fields): string[] =>
  (combined(fields, 'cache-tag') ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
    .slice(0, mostTags)

/** As for pages. */
const mostTags = 128
