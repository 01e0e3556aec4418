/** How well the CMS is today: it can be slow, fail, or send half of its answers. */
import { setTimeout } from 'node:timers/promises'

const well = { delayMs: 0, failEvery: 0, status: 503, truncate: false, only: '/' }

export function createBehaviour() {
  let behaviour = well
  let asked = 0
  return {
    set(changed) {
      behaviour = { ...well, ...changed }
      asked = 0
    },
    /** Resolves with what to do to the answer for `path`, after the delay. */
    async next(path) {
      const { delayMs, failEvery, status, truncate, only } = behaviour
      if (!path.startsWith(only)) return { failure: undefined, truncate: false }
      asked += 1
      const fails = failEvery > 0 && asked % failEvery === 0
      if (delayMs > 0) await setTimeout(delayMs)
      return { failure: fails ? status : undefined, truncate }
    },
  }
}
