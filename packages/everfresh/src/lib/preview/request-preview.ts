/** Tells API routes whether their visitor may see what is not published. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PreviewMode } from './preview-mode.ts'

/** Looked at when it is first asked for: cookies that are not valid are taken back then, and not before (B106). */
export function withPreview<Request extends IncomingMessage>(
  request: Request,
  response: ServerResponse,
  mode: PreviewMode,
): Request {
  let visit: { readonly data: unknown } | false | undefined
  const current = () => (visit ??= mode.visitOf(request, response) ?? false)
  const define = (name: string, get: () => unknown) =>
    Object.defineProperty(request, name, { configurable: true, enumerable: true, get })
  define('preview', () => (current() === false ? undefined : true))
  define('draftMode', () => (current() === false ? undefined : true))
  define('previewData', () => {
    const now = current()
    return now === false ? false : now.data
  })
  return request
}
