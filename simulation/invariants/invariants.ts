/** All rules, in the order in which they are asked: the plainest first. */
import { atomic } from './atomic.ts'
import { bounded } from './bounded.ts'
import { comesToRest } from './comes-to-rest.ts'
import { instancesAgree } from './instances-agree.ts'
import type { InvariantOf } from './invariant.ts'
import { lastGood } from './last-good.ts'
import { noLostInvalidation } from './no-lost-invalidation.ts'
import { noWaitForTheLiving } from './no-wait-for-the-living.ts'
import { nothingQueuedIsLost } from './nothing-queued-is-lost.ts'
import { once } from './once.ts'
import { readYourWrites } from './read-your-writes.ts'
import { sealedRender } from './sealed-render.ts'
import { twoAxes } from './two-axes.ts'
import { versionsOnlyGrow } from './versions-only-grow.ts'

export const invariants: readonly InvariantOf[] = [
  atomic,
  sealedRender,
  bounded,
  once,
  noLostInvalidation,
  versionsOnlyGrow,
  instancesAgree,
  readYourWrites,
  lastGood,
  noWaitForTheLiving,
  twoAxes,
  comesToRest,
  nothingQueuedIsLost,
]
