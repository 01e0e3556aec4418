/** Generates a page of a build and writes it down where it was made: of its bodies, no other thread gets to see anything. */
import type { Entry, Rendered } from '@everfresh/engine'
import type { PackAppender } from '../build/pack-appender.ts'
import type { StaticTask } from './render-types.ts'

/** A page that a build generates, and what its entry says beside what is rendered. */
export interface PackTask {
  readonly task: StaticTask
  readonly entry: Pick<Entry, 'namespace' | 'path' | 'asOf' | 'deployment'>
}

/** What a build has to know of a page that is in its pack. */
export interface PackedFacts {
  readonly bytes: number
  readonly attributes: Rendered['attributes']
}

/**
 * `isWanted`: whether somebody waits for it still. What was given up is not written, since it is tried again.
 *
 * @throws what the page's code throws, and the file system.
 */
export async function packPage(
  { task, entry }: PackTask,
  pack: PackAppender,
  render: (task: StaticTask) => Promise<Rendered>,
  isWanted: () => boolean = () => true,
): Promise<PackedFacts | undefined> {
  const generatedAt = Date.now()
  const { bodies, attributes, tags, revalidateMs, expireMs } = await render(task)
  if (!isWanted()) return undefined
  const bytes = pack.append({
    ...entry,
    bodies,
    attributes,
    tags,
    version: 0,
    reason: 'build',
    generatedAt,
    renderMs: Date.now() - generatedAt,
    staleAt: revalidateMs === false ? Infinity : generatedAt + revalidateMs,
    expiresAt: expireMs === false ? Infinity : generatedAt + expireMs,
  })
  return { bytes, attributes }
}
