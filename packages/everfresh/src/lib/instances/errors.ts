/** What may be wrong with several instances, each with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'

export const instanceFailed = (how: string) =>
  new EverfreshError(
    'INSTANCE_FAILED',
    `The first instance ended with ${how} before it could answer anybody, so no other was started. What it said stands above.`,
  )

export const instancesShareNothing = (count: number) =>
  new EverfreshError(
    'INSTANCES_SHARE_NOTHING',
    `${count} instances cannot share pages that each keeps in its own memory. Choose another store, such as store: 'lmdb', or one instance.`,
  )
