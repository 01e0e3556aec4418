/** A visitor who reads what the server answers, over connections that stay. */
import { Agent, get, type IncomingHttpHeaders } from 'node:http'

// Servers close what is idle for five seconds; whoever asks on such a connection at that moment gets no answer. ms
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 2_000 })

export interface Answer {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** @throws when the answer is not 200 */
export function answerOf(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ headers: response.headers, text })
        else reject(new Error(`${url} was answered with ${response.statusCode}: ${text.slice(0, 200)}`))
      })
    }).on('error', reject)
  })
}
