/** Answers data requests for pages without data: with middleware, the client runtime asks for them to hear what that has to say. */
import { privateCacheControl, type HandlerTarget } from '@everfresh/server'

/** @param pattern The page's route, of which the client runtime is told. */
export function noDataTarget(pattern: string): HandlerTarget {
  return {
    kind: 'handler',
    route: pattern,
    async handle(_request, response) {
      if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', privateCacheControl)
      response.setHeader('Content-Type', 'application/json; charset=utf-8')
      response.setHeader('Content-Length', 2)
      response.setHeader('x-nextjs-matched-path', pattern)
      response.writeHead(200).end('{}')
    },
  }
}
