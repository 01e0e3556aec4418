/** Several processes of one site over one store, the data that they show, and a checker that sees every answer. */
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Checker, type Violation } from './checker/checker.ts'
import { watchMachine } from './checker/busy-machine.ts'
import { reportOf } from './checker/report.ts'
import type { Answer, RevalidationEnd, Visit } from './checker/events.ts'
import type { Limits } from './checker/rule.ts'
import { createInstance, type Instance } from './instance.ts'
import { copyBuiltSite, firstReadOfTests } from './site/built-site.ts'
import { openVersionedSource, type VersionedSource } from './site/versioned-source.ts'
import { ask } from './site/ask.ts'
import type { Environment } from '../support/child-process.ts'
import type { SiteCopy } from '../support/site.ts'

export interface ClusterOptions {
  readonly instances: number
  /** A folder that all share, as processes of one machine do, or one for each, as pods have it. */
  readonly folders: 'shared' | 'own'
  /** Names the store, and whatever else an instance is told. */
  env?(name: string): Environment
  readonly limits?: Partial<Limits>
  /** Whether instances are started at once. Default true. */
  readonly start?: boolean
}

export interface Cluster {
  readonly source: VersionedSource
  readonly instances: readonly Instance[]
  readonly checker: Checker
  /** Starts those that do not run. */
  startMissing(): Promise<void>
  /** Those that can be expected to answer. */
  up(): readonly Instance[]
  visit(instance: Instance, path: string, form?: Visit['form']): Promise<Answer>
  /** Asks `instance` to revalidate `path`, after whatever was written. */
  revalidate(instance: Instance, path: string): Promise<RevalidationEnd>
  /** Declares everything unusable that was rendered with the tag of all products, of which `paths` are some. */
  invalidateAll(instance: Instance, paths: readonly string[]): Promise<RevalidationEnd>
  /** Writes a new version of the data of `path` and revalidates it. */
  publish(instance: Instance, path: string): Promise<RevalidationEnd>
  /** The same, again and again until it has resolved, as webhooks do. @throws when that takes too long. */
  announce(instance: Instance, path: string): Promise<void>
  /** Tells the checker that something is broken while `work` goes on. */
  during<T>(fault: string, on: Instance | 'store', work: () => Promise<T>): Promise<T>
  /**
   * Waits until every instance that runs can revalidate a page and shows all `paths` unmarked, from its memory; from then on
   * the checker takes no excuse, until the next fault.
   */
  settle(paths: readonly string[]): Promise<void>
  /** How often a page may be rendered since `from`: once, or by each instance where processes missed deadlines for want of a processor. */
  rendersAllowed(from: number): number
  /** What the checker has found since this was last asked; and what processes failed with that nobody caught. */
  takeViolations(): readonly Violation[]
  /** @throws when the checker has found anything since the last time, with what it found and what was broken meanwhile. */
  verdict(): void
  /** Closes the visitors' connections. */
  hangUp(): void
  close(): Promise<void>
}

/** How long everything may take to be as it was before a fault, ms; machines that run tests may be slow. */
const settleMs = 40_000

/** `a`, `b`, `c` … */
export const instanceNames = (count: number): string[] => [...'abcdefgh'].slice(0, count)

export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const checker = new Checker(undefined, options.limits)
  const stopWatching = watchMachine(checker)
  const source = await openVersionedSource((read) => checker.read(read), firstReadOfTests)
  const newAgent = (): Agent => new Agent({ keepAlive: true, maxFreeSockets: 64 })
  let agent = newAgent()
  const names = instanceNames(options.instances)
  const folders: SiteCopy[] = []
  const folderOf = async (): Promise<string> => {
    if (options.folders === 'own' || folders.length === 0) folders.push(await copyBuiltSite())
    return folders.at(-1)!.directory
  }
  const instances: Instance[] = []
  /** By run. */
  const toldErrors = new Map<string, number>()
  for (const name of names) {
    const env = { SOURCE: source.url, ...options.env?.(name) }
    instances.push(createInstance({ name, directory: await folderOf(), env, checker }))
  }
  const up = (): readonly Instance[] => instances.filter(({ isUp }) => isUp)

  const cluster: Cluster = {
    source,
    instances,
    checker,
    up,
    async startMissing() {
      await Promise.all(instances.filter(({ isUp }) => !isUp).map((instance) => instance.start()))
    },
    async visit({ run, url }, path, form = 'html') {
      const answered = checker.visit({ run, path, form })
      return answered(await ask(agent, url, path, form))
    },
    async revalidate({ run, url }, path) {
      const ended = checker.revalidation({ run, path, version: source.version(path) })
      return ended(await post(`${url}/api/revalidate?path=${encodeURIComponent(path)}`))
    },
    async invalidateAll({ run, url }, paths) {
      const call = { run, leavesRender: true }
      const ended = paths.map((path) => checker.revalidation({ ...call, path, version: source.version(path) }))
      const end = await post(`${url}/api/invalidate?tag=catalogue`)
      return ended.map((tell) => tell(end)).at(-1)!
    },
    publish(instance, path) {
      source.write(path)
      return cluster.revalidate(instance, path)
    },
    announce: (instance, path) => untilRevalidated(instance, path, Date.now() + settleMs),
    async during(fault, on, work) {
      const repaired = checker.fault(fault, on === 'store' ? on : on.run)
      try {
        return await work()
      } finally {
        repaired()
      }
    },
    async settle(paths) {
      const deadline = Date.now() + settleMs
      for (const instance of up()) await untilRevalidated(instance, paths[0]!, deadline)
      for (const path of paths) {
        for (const instance of up()) await untilUnmarked(instance, path, deadline)
      }
      checker.rest()
    },
    rendersAllowed: (from) => (checker.truth.wasBusy(from) ? instances.length : 1),
    takeViolations: () => [...checker.takeViolations(), ...up().flatMap(takeStrayErrors)],
    verdict() {
      const violations = cluster.takeViolations()
      if (violations.length > 0) throw new Error([reportOf(violations, checker), ...up().map(saidBy)].join('\n'))
    },
    hangUp() {
      agent.destroy()
      agent = newAgent()
    },
    async close() {
      stopWatching()
      agent.destroy()
      for (const instance of instances) {
        if (!instance.isUp) continue
        await instance.kill()
      }
      await source.close()
      for (const folder of folders) await folder.remove()
    },
  }

  /** A server survives what nobody caught, and says so; it is a mistake all the same. */
  function takeStrayErrors({ run, logs }: Instance): Violation[] {
    const lines = logs().match(/^.*that nothing (?:awaited|caught).*$/gm) ?? []
    const told = toldErrors.get(run) ?? 0
    toldErrors.set(run, lines.length)
    return lines.slice(told).map((line) => ({ rule: '9 bounded', what: `${run} said: ${line}`, at: checker.now() }))
  }

  async function untilUnmarked(instance: Instance, path: string, deadline: number): Promise<void> {
    for (;;) {
      const answer = await cluster.visit(instance, path)
      if (answer.marks && answer.degraded === undefined) return
      if (Date.now() > deadline) {
        throw new Error(`${instance.run} still answers ${path} with ${JSON.stringify(answer)}:\n${instance.logs()}`)
      }
      await sleep(50)
    }
  }

  async function untilRevalidated(instance: Instance, path: string, deadline: number): Promise<void> {
    for (;;) {
      const end = await cluster.publish(instance, path)
      if (end.outcome === 'resolved') return
      if (Date.now() > deadline) {
        throw new Error(`${instance.run} still cannot revalidate ${path}: ${end.message}\n${instance.logs()}`)
      }
      await sleep(100)
    }
  }

  if (options.start !== false) await cluster.startMissing()
  return cluster
}

const shownLines = 15

const saidBy = ({ run, logs }: Instance): string => {
  const lines = logs().trimEnd().split('\n').slice(-shownLines)
  return [`${run} said:`, ...lines.map(shortened)].join('\n  ')
}

/** Of a line of the log, what happened and why. */
const shortened = (line: string): string =>
  [...line.matchAll(/"(?:message|msg)":"([^"]*)/g)].map(([, text]) => text).join(': ') || line

async function post(url: string): Promise<Omit<RevalidationEnd, 'endedAt'>> {
  try {
    const response = await fetch(url, { method: 'POST' })
    const { message } = (await response.json()) as { message?: string }
    return response.ok ? { outcome: 'resolved' } : { outcome: 'rejected', message: message ?? String(response.status) }
  } catch (error) {
    return { outcome: 'unknown', message: String(error) }
  }
}
