/** Requests for pages in memory that are read in one turn of the event loop are answered together, at its end. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from './request-handler.ts'

export interface AnsweredTogether {
  /** The answer comes as soon as everything that has arrived is read. */
  readonly add: RequestHandler
  /** Answers what has been added, now and in its order. */
  readonly answer: () => void
}

/**
 * @param handle Answers one request.
 * @param together Calls what it is given. All requests that are answered in there were sent before: lookups for them may share
 * what they ask (`Engine.together`).
 */
export function createAnsweredTogether(handle: RequestHandler, together: (run: () => void) => void): AnsweredTogether {
  let requests: IncomingMessage[] = []
  let responses: ServerResponse[] = []

  const answer = (): void => {
    if (requests.length === 0) return
    const [asked, answers] = [requests, responses]
    requests = []
    responses = []
    together(() => {
      for (let index = 0; index < asked.length; index++) handle(asked[index]!, answers[index]!)
    })
  }

  return {
    add(request, response) {
      responses.push(response)
      // Immediates run when all sockets that were readable have been read.
      if (requests.push(request) === 1) setImmediate(answer)
    },
    answer,
  }
}
