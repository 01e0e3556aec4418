/** What instances tell each other by reading the log: who is there, how far each has read, and who is waited for. */
import { waitForMembers } from '@everfresh/engine'
import type { Clock, Cursor, LogTail, Membership, Roll } from '@everfresh/engine'
import type { Calls } from './calls.ts'
import { type InvalidationLog, keptForMs } from './invalidation-log.ts'
import type { Members } from './members.ts'
import type { ServerClock } from './server-clock.ts'

export interface LogReadersParts {
  readonly log: InvalidationLog
  readonly members: Members
  readonly time: ServerClock
  readonly timers: Clock
  readonly calls: Calls
  /** For how long at most this mount may show what another machine has overwritten, ms. */
  readonly visibilityMs: number
}

export class LogReaders {
  readonly #parts: LogReadersParts

  constructor(parts: LogReadersParts) {
    this.#parts = parts
  }

  /** As `readLog` of the store's port. */
  read(cursor: Cursor | undefined, member: string): Promise<LogTail> {
    const { log, members, calls } = this.#parts
    return calls.do(async () => {
      // What it has read it read here, mostly: then the log need not be asked before it is acknowledged.
      const state = !cursor || log.known.hasRead(cursor) ? log.known : await log.read()
      const acknowledged = cursor && state.hasRead(cursor) ? cursor.position : 0
      const beat = await members.beat(member, acknowledged)
      if (beat === 'gone' || (beat === 'joined' && !(await log.isThere()))) {
        await log.rejoin()
        await members.beat(member, 0)
      }
      // Only then: whoever appends after the beat finds the member, and what was appended before it is found here.
      const tail = await log.tail(cursor)
      // Who begins has trusted nothing yet, and trusts nothing before it has this answer.
      if (!cursor) await members.beat(member, tail.head.position)
      return tail
    })
  }

  /** As `barrier` of the store's port. */
  barrier(cursor: Cursor): Promise<'reached' | 'diverged'> {
    const { members, timers, calls, visibilityMs } = this.#parts
    const membership: Membership = {
      members: () => calls.do(() => this.#roll(cursor)),
      expel: (member) => members.expel(member),
    }
    return calls.do(() => waitForMembers(cursor, membership, timers, { visibilityMs }))
  }

  async #roll(cursor: Cursor): Promise<Roll | undefined> {
    const { log, members, time } = this.#parts
    const state = await log.read()
    if (!state.holds(cursor)) return undefined
    return { members: await members.list(), keptForMs: keptForMs(state, await time.now()) }
  }
}
