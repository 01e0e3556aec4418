/** Lets a few of many go at once, first come, first served. */

export interface Slots {
  /** Runs `work` when there is room. An aborted one that waits still is never run, and rejects with the signal's reason. */
  run<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result>
}

export function createSlots(count: number): Slots {
  const waiting = new Set<() => void>()
  let running = 0

  const enter = (signal: AbortSignal): Promise<void> | void => {
    signal.throwIfAborted()
    if (running < count) return void running++
    return new Promise((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.delete(go)
        reject(signal.reason as Error)
      }
      waiting.add(go)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  /** Whoever waits longest takes the place over. */
  const leave = () => {
    const [next] = waiting
    if (next === undefined) return void running--
    waiting.delete(next)
    next()
  }

  return {
    async run(signal, work) {
      await enter(signal)
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}

/** Slots for each name of its own, kept only as long as somebody uses them. */
export function createSlotsByName(count: number) {
  const known = new Map<string, { readonly slots: Slots; users: number }>()
  return async function run<Result>(name: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const entry = known.get(name) ?? { slots: createSlots(count), users: 0 }
    known.set(name, entry)
    entry.users++
    try {
      return await entry.slots.run(signal, work)
    } finally {
      if (--entry.users === 0) known.delete(name)
    }
  }
}
