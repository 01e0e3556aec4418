/** One process of the cluster, as `everfresh start` runs it, that is ended, frozen and started again. */
import type { Checker } from './checker/checker.ts'
import type { Environment, Exit } from '../support/child-process.ts'
import { startSite, type RunningSite } from '../support/site.ts'

export interface Instance {
  readonly name: string
  /** Names this start of it. */
  readonly run: string
  readonly url: string
  readonly pid: number
  /** Whether it runs and is not frozen. */
  readonly isUp: boolean
  readonly logs: () => string
  /** `env` is added to what it was first started with. */
  start(env?: Environment): Promise<void>
  /** SIGTERM. */
  stop(): Promise<Exit>
  /** SIGKILL. */
  kill(): Promise<Exit>
  /** SIGSTOP: it keeps its connections and does nothing, not even notice that time passes. */
  freeze(): void
  /** SIGCONT */
  thaw(): void
}

export interface InstanceOptions {
  readonly name: string
  readonly directory: string
  readonly env: Environment
  readonly checker: Checker
}

export function createInstance({ name, directory, env, checker }: InstanceOptions): Instance {
  let starts = 0
  let site: RunningSite | undefined
  let comesBack = checker.fault(`${name} is not started yet`, name)
  let isFrozen = false
  const run = (): string => `${name}.${starts}`
  const running = (): RunningSite => {
    if (!site) throw new Error(`${name} does not run`)
    return site
  }
  const end = async (how: 'stop' | 'kill'): Promise<Exit> => {
    const ending = running()
    site = undefined
    comesBack = checker.fault(`${name}: ${how}`, run())
    isFrozen = false
    return ending[how]()
  }
  return {
    name,
    get run() {
      return run()
    },
    get url() {
      return running().url
    },
    get pid() {
      return running().pid
    },
    get isUp() {
      return site !== undefined && !isFrozen
    },
    logs: () => running().logs(),
    async start(more = {}) {
      const started = await startSite(directory, { env: { ...env, ...more } })
      starts++
      site = started
      comesBack()
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
    freeze() {
      comesBack = checker.fault(`${name} is frozen`, run())
      isFrozen = true
      process.kill(running().pid, 'SIGSTOP')
    },
    thaw() {
      process.kill(running().pid, 'SIGCONT')
      isFrozen = false
      comesBack()
    },
  }
}
