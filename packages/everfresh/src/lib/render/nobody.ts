/** The request of nobody, for getInitialProps of a page that is written to a file: it has a path, no headers, and no visitor. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

/** @param url The page's path. What is written to the response goes nowhere. */
export function exchangeWithNobody(url: string): { req: IncomingMessage; res: ServerResponse } {
  const req = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url })
  return { req, res: new ServerResponse(req) }
}
