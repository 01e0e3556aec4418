/** Keeps several serving processes running: replaces those that end or hang, and all of them one by one when asked to. */
import { instanceFailed } from './errors.ts'
import { Instance, type InstanceProcess } from './instance.ts'

export interface SupervisorLog {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

export interface SupervisorOptions {
  readonly count: number
  /** One that is silent for this long is replaced, ms. */
  readonly unresponsiveMs: number
  readonly log: SupervisorLog
  /** Starts a process as number `number`. */
  fork(number: number): InstanceProcess
}

/** Who served for this long was well, and is replaced at once, ms. */
const steadyMs = 10_000

/** Before one that ended soon after its start is replaced, ms: doubled from the first to the last. */
const firstPauseMs = 250
const longestPauseMs = 10_000

/** Between two looks at how long each was silent, ms. */
const lookMs = 500

interface Place {
  readonly number: number
  current: Instance | undefined
  /** How often in a row its process ended soon after its start. */
  failures: number
  later: NodeJS.Timeout | undefined
}

export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #places: readonly Place[]
  readonly #running = new Set<Instance>()
  readonly #watch: NodeJS.Timeout
  #stopping = false
  /** What is done to all of them: one thing after the other. */
  #under: Promise<boolean> | undefined

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#places = Array.from({ length: options.count }, (_, index) => ({
      ...{ number: index + 1, failures: 0 },
      ...{ current: undefined, later: undefined },
    }))
    this.#watch = this.#watchSilence()
  }

  /**
   * Starts the first instance and, once that answers, the others. Resolves with false when it was stopped meanwhile.
   *
   * @throws EverfreshError INSTANCE_FAILED when the first one ends instead: so would the others.
   */
  start(): Promise<boolean> {
    this.#under = this.#start()
    return this.#under
  }

  /**
   * Replaces all instances, one after the other: each goes when another one answers in its place. Resolves with whether all
   * were; when one does not come up, those that are there stay.
   */
  replaceAll(): Promise<boolean> {
    // Asked for again meanwhile: those that were replaced before may be what is to be replaced.
    this.#under = (this.#under ?? Promise.resolve(true)).then(
      () => this.#replaceAll(),
      () => false,
    )
    return this.#under
  }

  /** Lets all finish what is under way, and end. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const { later } of this.#places) clearTimeout(later)
    await Promise.all([...this.#running].map((instance) => instance.stop()))
    clearInterval(this.#watch)
  }

  async #start(): Promise<boolean> {
    const [first, ...others] = this.#places
    const instance = this.#begin(first!)
    if (!(await instance.ready)) {
      clearInterval(this.#watch)
      if (this.#stopping) return false
      throw instanceFailed(await instance.ended)
    }
    this.#occupy(first!, instance)
    if (this.#stopping) return false
    await Promise.all(
      others.map((place) => {
        const next = this.#begin(place)
        this.#occupy(place, next)
        return next.ready
      }),
    )
    return !this.#stopping
  }

  #begin({ number }: Place): Instance {
    const instance = new Instance(number, this.#options.fork(number))
    this.#running.add(instance)
    void instance.ended.then(() => this.#running.delete(instance))
    return instance
  }

  /** From here on `instance` is the one of `place`, and another one comes when it ends. */
  #occupy(place: Place, instance: Instance): void {
    place.current = instance
    void instance.ended.then((how) => this.#ended(place, instance, how))
  }

  #ended(place: Place, instance: Instance, how: string): void {
    if (this.#stopping || instance.isLeaving || place.current !== instance) return
    place.failures = instance.readyMs >= steadyMs ? 0 : place.failures + 1
    const pauseMs = place.failures === 0 ? 0 : Math.min(firstPauseMs * 2 ** (place.failures - 1), longestPauseMs)
    const facts = { instance: place.number, pid: instance.pid }
    const when = pauseMs === 0 ? 'now' : `in ${pauseMs} ms`
    const again = place.failures > 1 ? `, ${place.failures} times soon after its start` : ''
    this.#options.log.error(facts, `Instance ${place.number} ended with ${how}${again}; it is started again ${when}`)
    place.later = setTimeout(() => this.#occupy(place, this.#begin(place)), pauseMs)
  }

  async #replaceAll(): Promise<boolean> {
    for (const place of this.#places) {
      if (this.#stopping) return false
      const next = this.#begin(place)
      if (!(await next.ready)) {
        const facts = { instance: place.number, pid: next.pid }
        if (!this.#stopping)
          this.#options.log.error(
            facts,
            `The new instance ${place.number} ended with ${await next.ended} before it was ready; the others stay`,
          )
        return false
      }
      const previous = place.current
      clearTimeout(place.later)
      place.failures = 0
      this.#occupy(place, next)
      await previous?.leave()
    }
    return true
  }

  #watchSilence(): NodeJS.Timeout {
    let lookedAt = performance.now()
    return setInterval(() => {
      const now = performance.now()
      // When this process itself was held up, so may have been what the others said.
      const passedMs = Math.min(now - lookedAt, 2 * lookMs)
      lookedAt = now
      for (const instance of this.#running) {
        if (!instance.passed(passedMs, this.#options.unresponsiveMs)) continue
        const { number, pid } = instance
        this.#options.log.error({ instance: number, pid }, `Instance ${number} does not answer any more, and is killed`)
        instance.kill()
      }
    }, lookMs)
  }
}
