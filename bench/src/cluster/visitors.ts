/** Visitors of the cluster bench, who look for the version of the data that they are shown. */
import { answerOf } from '../visitor.ts'

export interface Seen {
  readonly text: string
  /** The answer says of itself that it may be older than promised. */
  readonly isMarked: boolean
}

/** @throws when the answer is not 200 */
export async function visit(url: string): Promise<Seen> {
  const { headers, text } = await answerOf(url)
  return { text, isMarked: String(headers['cache-status']).includes('store-unavailable') }
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
