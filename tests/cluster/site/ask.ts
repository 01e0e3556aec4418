/** One request for a page of the fixture site, and the time that it may take. */
import { once } from 'node:events'
import { request, type Agent, type IncomingMessage } from 'node:http'
import type { Answer, Visit } from '../checker/events.ts'
import { answerOf } from './answer-of.ts'

/** Longer than anything may take; then the process does not answer at all. */
const patienceMs = 60_000

export async function ask(
  agent: Agent,
  url: string,
  path: string,
  form: Visit['form'],
): Promise<Omit<Answer, 'endedAt'>> {
  const target = form === 'html' ? path : `/_next/data/cluster${path}.json`
  const asked = request(url + target, { agent, signal: AbortSignal.timeout(patienceMs) })
  asked.end()
  try {
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    response.setEncoding('utf8')
    let body = ''
    for await (const chunk of response) body += chunk as string
    return answerOf(form, response.statusCode ?? 0, response.headers, body)
  } catch (error) {
    return { status: 0, isStale: false, error: String(error) }
  }
}
