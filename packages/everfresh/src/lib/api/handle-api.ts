/** Runs an API route for one request. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Invalidate, SendBodyOptions } from '@everfresh/server'
import { errorFrom } from '../data/thrown.ts'
import { withPreview } from '../preview/request-preview.ts'
import type { PreviewMode } from '../preview/preview-mode.ts'
import type { Params } from '../routes/pattern.ts'
import { queryOf } from '../routes/query.ts'
import { ApiError } from './api-error.ts'
import { createApiResponse } from './api-response.ts'
import { readBody } from './body.ts'
import { bytesOfSize } from './byte-size.ts'
import { withCookies } from './cookies.ts'
import { problemOfApiModule } from './edge-runtime.ts'
import { watchResponseSize } from './response-limit.ts'
import type { ApiConfig, NextApiHandler, NextApiRequest, NextApiResponse, Revalidate } from './types.ts'

export interface ApiCall {
  /** The module of the route. */
  readonly module: { readonly default?: unknown; readonly config?: unknown; readonly runtime?: unknown }
  /** The route's pattern, for messages. */
  readonly route: string
  readonly params: Readonly<Params>
  /** `search`: the query with its `?`, or the empty string. */
  readonly url: { readonly search: string }
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly revalidate: Revalidate
  readonly invalidate: Invalidate
  /** In development mistakes are warned of, and the visitor sees the error. */
  readonly dev: boolean
  readonly preview: PreviewMode
  /** Whether bodies are named and compressed. By default they are neither. */
  readonly bodies?: SendBodyOptions | undefined
  /** Gets what the route throws. */
  readonly onError?: (error: Error) => void
  readonly log?: Pick<Console, 'warn' | 'error'>
}

/**
 * Answers `request` with the route's default export. Never rejects: what the route throws is logged and answered with 500, a
 * body that cannot be read with 400, 413 or 415.
 */
export async function handleApi(call: ApiCall): Promise<void> {
  // Those of the site's configuration, which an answer about an error has too.
  const headers = call.response.getHeaders()
  try {
    await run(call)
  } catch (thrown) {
    fail(call, errorFrom(thrown, `The API route ${call.route}`), headers)
  }
}

async function run(call: ApiCall): Promise<void> {
  const { module, route, response, log = console } = call
  const problem = problemOfApiModule(module)
  if (problem !== undefined) throw new Error(problem)
  const config = configOf(module).api ?? {}
  if (typeof module.default !== 'function') {
    throw new Error(
      `The API route ${route} has no function as its default export. Write: export default function handler(req, res) {}`,
    )
  }
  const handler = module.default as NextApiHandler
  const { responseLimit = true } = config
  const announceSize = responseLimit === false ? undefined : warnOfSize(call, responseLimit)
  const [request, api] = await openCall(call, config, announceSize)
  let isPiped = false
  response.once('pipe', () => (isPiped = true))
  const returned = await handler(request, api)
  if (!call.dev || config.externalResolver) return
  if (returned !== undefined && returned !== response) {
    log.warn(`API handler should not return a value, received ${typeof returned}.`)
  }
  if (!isPiped && !response.writableEnded && !response.headersSent) {
    log.warn(`API resolved without sending a response for ${call.request.url}, this may result in stalled requests.`)
  }
}

/** Of `module.exports = handler` it is a property of that. */
const configOf = ({ default: handler, config }: ApiCall['module']): ApiConfig =>
  (config ?? (handler as { readonly config?: unknown } | undefined)?.config ?? {}) as ApiConfig

async function openCall(
  call: ApiCall,
  { bodyParser = true }: NonNullable<ApiConfig['api']>,
  announceSize: ((bytes: number) => void) | undefined,
) {
  const request = withPreview(withCookies(call.request), call.response, call.preview) as NextApiRequest
  request.query = queryOf(call.url.search, call.params)
  request.env = process.env
  const api: NextApiResponse = createApiResponse(request, call.response, { ...call, announceSize })
  if (bodyParser) request.body = await readBody(request, bodyParser === true ? undefined : bodyParser.sizeLimit)
  return [request, api] as const
}

function warnOfSize({ response, request, log = console }: ApiCall, limit: true | number | string) {
  const size = limit === true ? '4MB' : limit
  return watchResponseSize(response, bytesOfSize(size, 'config.api.responseLimit'), () => {
    log.warn(`API response for ${request.url} exceeds ${size}. API Routes are meant to respond quickly.`)
  })
}

function fail(
  { response, route, dev, log = console, onError }: ApiCall,
  error: Error,
  headers: OutgoingHttpHeaders,
): void {
  const isExpected = error instanceof ApiError
  if (!isExpected) {
    log.error(`The API route ${route} failed:`, error)
    onError?.(error)
  }
  if (response.headersSent) {
    if (!response.writableEnded) response.destroy()
    return
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value!)
  response.statusCode = isExpected ? error.statusCode : 500
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.end(isExpected ? error.message : dev ? (error.stack ?? String(error)) : 'Internal Server Error')
}
