/** What middleware before the cache knows of a visitor, such as `request.session`, counts like the cookies that it was read from. */
import { IncomingMessage, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'

/** What every request has, and what routers note on it: nothing of it is a visitor's own. */
const impersonal: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(new IncomingMessage(new Socket())),
  ...['headers', 'headersDistinct', 'trailersDistinct', 'rawHeaders', 'signal'],
  // Of those that log requests, or read their bodies.
  ...['id', 'log', 'body', '_body', '_startAt', '_startTime', '_remoteAddress'],
  ...['app', 'baseUrl', 'originalUrl', 'params', 'route', 'next', 'res', '_parsedUrl', '_parsedOriginalUrl'],
])

/** Makes reading one of the properties that were added to `request` look like reading its cookies. */
export function watchAdded(request: IncomingMessage): void {
  for (const name of Object.getOwnPropertyNames(request)) {
    if (!impersonal.has(name)) watchProperty(request, name, request)
  }
}

/** The same for the values that are passed on beside a response; `answering` gets a copy of them. */
export function copyLocals(
  request: IncomingMessage,
  { locals }: ServerResponse & { readonly locals?: object },
  answering: ServerResponse,
): void {
  if (locals === undefined) return
  Object.assign(answering, { locals: Object.assign(Object.create(null) as object, locals) })
  if (Object.keys(locals).length > 0) watchProperty(answering, 'locals', request)
}

function watchProperty(target: object, name: string, request: IncomingMessage): void {
  const property = Object.getOwnPropertyDescriptor(target, name)!
  if (property.configurable !== true) return
  const read = property.get ?? (() => property.value as unknown)
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: property.enumerable === true,
    get() {
      // Whoever asks for an answer watches these two.
      void request.headers.cookie
      void request.headers.authorization
      return read.call(target)
    },
    set(value: unknown) {
      if (property.set === undefined) Object.defineProperty(target, name, { ...property, value, writable: true })
      else property.set.call(target, value)
    },
  })
}
