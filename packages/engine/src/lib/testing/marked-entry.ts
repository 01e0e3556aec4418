/** Entries that show when two versions were mixed. */
import type { Entry, PageId } from '../entry.ts'

export const pageOf = (path: string): PageId => ({ namespace: 'code-1', path })

/** An entry whose bodies and attributes all say `mark`, so that a mixture of two versions shows. Always stale. */
export function markedEntry(path: string, mark: string, bytes = 20_000): Entry {
  const body = Buffer.from(`${mark}\n`.repeat(Math.ceil(bytes / (mark.length + 1))))
  return {
    ...pageOf(path),
    bodies: { html: body, data: Buffer.from(mark) },
    attributes: { mark },
    version: 0,
    asOf: 0,
    tags: ['all'],
    deployment: 'deployment-1',
    reason: 'miss',
    generatedAt: Date.now(),
    renderMs: 1,
    staleAt: 0,
    expiresAt: Infinity,
  }
}

/** The mark that all parts of an entry agree on. */
export function markOf({ bodies, attributes }: Entry): string {
  const mark = String(attributes['mark'])
  const lines = new Set(Buffer.from(bodies['html']!).toString().trimEnd().split('\n'))
  if (lines.size !== 1 || !lines.has(mark) || Buffer.from(bodies['data']!).toString() !== mark) {
    throw new Error(`a torn entry: ${[...lines].join(', ')} instead of ${mark}`)
  }
  return mark
}
