/** The request and response that API routes get, as the Pages Router has them. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Invalidate } from '@everfresh/server'
import type { Query } from '../routes/query.ts'

export type Cookies = Partial<Record<string, string>>

export interface NextApiRequest extends IncomingMessage {
  /** Of the query string and of the path; the path's win. */
  query: Query
  cookies: Cookies
  /** Parsed by its content type; undefined when `config.api.bodyParser` is false. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a visitor sent
  body: any
  env: NodeJS.ProcessEnv
  /** True for who may see what is not published. */
  preview?: boolean | undefined
  /** The same. */
  draftMode?: boolean | undefined
  /** What `res.setPreviewData` was given; `{}` in draft mode; false for everybody else. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the site put into it
  previewData?: any
}

/**
 * Regenerates one path or several, and resolves when the new versions are served (B110). Not bound to the response, so that
 * `paths.map(res.revalidate)` works (B119): a second argument that is no object means nothing.
 */
export type Revalidate = (paths: string | readonly string[], options?: unknown) => Promise<void>

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as in Next.js: anything, unless the handler says what
export interface NextApiResponse<Data = any> extends ServerResponse {
  status(statusCode: number): NextApiResponse<Data>
  /** Sends text, bytes, a stream, or anything else as JSON. */
  send(body: Data): void
  json(body: Data): void
  redirect(url: string): NextApiResponse<Data>
  redirect(status: number, url: string): NextApiResponse<Data>
  /**
   * Lets this visitor see what is not published (B103). `maxAge` in seconds; `path` of the cookies.
   *
   * @throws when `data` does not fit into a cookie (B104).
   */
  setPreviewData(
    data: object | string,
    options?: { readonly maxAge?: number; readonly path?: string },
  ): NextApiResponse<Data>
  clearPreviewData(options?: { readonly path?: string }): NextApiResponse<Data>
  setDraftMode(options: { readonly enable: boolean }): NextApiResponse<Data>
  revalidate: Revalidate
  /**
   * Declares pages out of date by path, by a tag that they returned, or all of them, and renders none: each is made anew when it is
   * visited next. Everfresh's own.
   *
   * @throws ServerError INVALID_SELECTION
   */
  invalidate: Invalidate
  /** The name that `revalidate` had at first (B109). */
  unstable_revalidate: Revalidate
}

export type NextApiHandler<Data = unknown> = (request: NextApiRequest, response: NextApiResponse<Data>) => unknown

/** What a module under `pages/api` may export as `config`. */
export interface ApiConfig {
  readonly api?: {
    /** Default: on, 1 MB. `sizeLimit` in bytes, or with a unit: `'500kb'`. */
    readonly bodyParser?: boolean | { readonly sizeLimit?: number | string }
    /** Warn of responses larger than this; default 4 MB. */
    readonly responseLimit?: boolean | number | string
    /** Something else answers; do not warn that nothing was sent. */
    readonly externalResolver?: boolean
  }
}
