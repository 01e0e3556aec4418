/** Visitors of the cluster bench, who read what they get. */
import { Agent, get } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 128 })

export interface Seen {
  readonly text: string
  /** The answer says of itself that it may be older than promised. */
  readonly isMarked: boolean
}

export function visit(url: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        const isMarked = String(response.headers['cache-status']).includes('store-unavailable')
        if (response.statusCode === 200) resolve({ text, isMarked })
        else reject(new Error(`${url} was answered with ${response.statusCode}`))
      })
    }).on('error', reject)
  })
}

/** The version of the data that a page shows. */
export const versionOf = (html: string): number => Number(/version-(?:<!-- -->)?(\d+)/.exec(html)?.[1])

export async function versionAt(url: string): Promise<number> {
  return versionOf((await visit(url)).text)
}

/** `connections` visitors ask `urls` by turns until `endsAt` (ms); each answer's version is passed on. */
export async function crowd(
  urls: readonly string[],
  connections: number,
  endsAt: number,
  onVersion: (version: number) => void,
): Promise<void> {
  const one = async (index: number): Promise<void> => {
    while (performance.now() < endsAt) onVersion(await versionAt(urls[index % urls.length]!))
  }
  await Promise.all(Array.from({ length: connections }, (_, index) => one(index)))
}
