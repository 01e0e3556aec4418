/** A page of the product site that tells when it was made, as a visitor sees it. */
import { Agent, get } from 'node:http'

// Servers close what is idle for five seconds; whoever asks on such a connection at that moment gets no answer. ms
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 2_000 })

/** Epoch ms, with fractions. @throws when the answer is not 200 */
export async function madeAt(url: string): Promise<number> {
  return Number(/"madeAt":([\d.]+)/.exec(await textOf(url))?.[1])
}

/** @throws when the answer is not 200 */
export function textOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${url} was answered with ${response.statusCode}: ${text.slice(0, 200)}`))
      })
    }).on('error', reject)
  })
}
