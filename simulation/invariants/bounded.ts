/** 9. Memory, renders, queues and timers stay within their limits, and nothing is left over at rest. */
import type { InvariantOf } from './invariant.ts'

/** Visits under way each have a few; a leak has thousands. */
const maxTimers = 3_000

export const bounded: InvariantOf = (world) => ({
  number: 9,
  name: 'bounded',
  onStep() {
    const { memoryBytes, maxConcurrentRenders } = world.circumstances
    for (const { name, engine, clock } of world.runs()) {
      const statistics = engine.statistics()
      if (statistics.memoryBytes > memoryBytes) return `${name} holds ${statistics.memoryBytes} bytes`
      if (statistics.rendersUnderWay > maxConcurrentRenders)
        return `${name} renders ${statistics.rendersUnderWay} at once`
      if (clock.pendingTimers > maxTimers) return `${name} has ${clock.pendingTimers} timers`
    }
    return undefined
  },
  atRest() {
    for (const { name, engine } of world.runs()) {
      const { rendersUnderWay, rendersQueued } = engine.statistics()
      if (rendersUnderWay + rendersQueued > 0)
        return `${name} renders ${rendersUnderWay}, queues ${rendersQueued} at rest`
    }
    for (const [what, { run }] of world.underWay) if (run.process.isAlive) return `${what} has not ended`
    return undefined
  },
})
