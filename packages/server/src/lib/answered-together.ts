/** Requests for pages in memory that are read in one turn of the event loop are answered together, at its end. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from './request-handler.ts'

/**
 * Returns a handler that calls `answer` for what it has been given, in its order, as soon as everything that has arrived is read.
 *
 * @param together Calls what it is given. All of these requests were sent before: lookups that do not depend on each other may
 * share what they ask (`Engine.together`).
 */
export function createAnsweredTogether(answer: RequestHandler, together: (run: () => void) => void): RequestHandler {
  let requests: IncomingMessage[] = []
  let responses: ServerResponse[] = []

  const answerAll = (): void => {
    const [asked, answers] = [requests, responses]
    requests = []
    responses = []
    together(() => {
      for (let index = 0; index < asked.length; index++) answer(asked[index]!, answers[index]!)
    })
  }

  return (request, response) => {
    responses.push(response)
    // Immediates run when all sockets that were readable have been read.
    if (requests.push(request) === 1) setImmediate(answerAll)
  }
}
