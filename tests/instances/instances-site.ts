/** A site that several processes serve, and ways to ask each of them. */
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'

export interface InstancesSite extends SiteCopy {
  readonly source: DataSource
  deploy(id: string): Promise<void>
  start(instances: number, env?: Readonly<Record<string, string>>): Promise<RunningSite>
}

export async function openInstancesSite(): Promise<InstancesSite> {
  const source = await openDataSource({ '/magazine': { title: 'First edition.' }, '/fixed': 'As ever' })
  const copy = await copySite('instances')
  const { directory } = copy
  const env = { SOURCE: source.url }
  return {
    ...copy,
    source,
    deploy: async (id) => void (await buildSite(directory, { env: { ...env, DEPLOYMENT_ID: id } })),
    start: (instances, more) =>
      startSite(directory, { env: { ...env, ...more }, args: ['--instances', String(instances)] }),
    async remove() {
      await source.close()
      await copy.remove()
    },
  }
}

export interface Answer {
  readonly status: number
  readonly cache: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/** One connection, which is one instance's. */
export interface Line {
  readonly pid: number
  /** From 1. */
  readonly number: number
  ask(path: string): Promise<Answer>
  close(): void
}

/** A connection that is kept, whose requests come one after the other. A new one is made when the server closes it. */
export function openConnection(url: string): { ask(path: string): Promise<Answer>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    async ask(path) {
      const request = get(url + path, { agent })
      const [response] = (await once(request, 'response')) as [IncomingMessage]
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      return {
        status: response.statusCode ?? 0,
        cache: response.headers['x-nextjs-cache'] as string | undefined,
        headers: response.headers,
        text: Buffer.concat(chunks).toString().replaceAll('<!-- -->', ''),
      }
    },
    close: () => agent.destroy(),
  }
}

async function openLine(url: string): Promise<Line> {
  const connection = openConnection(url)
  const { text } = await connection.ask('/api/instance')
  const { pid, instance } = JSON.parse(text) as { pid: number; instance: string }
  return { ...connection, pid, number: Number(instance.split('/')[0]) }
}

/** A line to each of `count` instances, by number; those with a process of `gone` do not count. */
export async function openLines({ url }: RunningSite, count: number, gone: readonly number[] = []): Promise<Line[]> {
  const lines = new Map<number, Line>()
  for (const deadline = Date.now() + 40_000; lines.size < count; await setTimeout(5)) {
    if (Date.now() > deadline) throw new Error(`Only the instances ${[...lines.keys()].join(', ')} answered`)
    const line = await openLine(url).catch(() => undefined)
    if (line === undefined) continue
    if (lines.has(line.number) || gone.includes(line.pid)) line.close()
    else lines.set(line.number, line)
  }
  return [...lines.values()].toSorted((a, b) => a.number - b.number)
}

export interface Load {
  /** What went wrong, and answers other than 200. */
  readonly failures: string[]
  answers(): number
  stop(): Promise<void>
}

/** Visitors who ask for `path` again and again: some keep their connection, some make one for each request. */
export function openLoad({ url }: RunningSite, path: string, visitors = 8): Load {
  const failures: string[] = []
  let answers = 0
  let isOver = false
  const visit = async (index: number) => {
    const keeps = index % 2 === 0
    let connection = openConnection(url)
    while (!isOver) {
      const asked = connection.ask(path)
      const seen = await asked.catch((error: unknown) => String(error))
      answers++
      if (typeof seen === 'string' || seen.status !== 200)
        failures.push(typeof seen === 'string' ? seen : `${seen.status}`)
      await setTimeout(5)
      if (keeps && typeof seen !== 'string') continue
      connection.close()
      connection = openConnection(url)
    }
    connection.close()
  }
  const visits = Promise.all(Array.from({ length: visitors }, (_, index) => visit(index)))
  return {
    failures,
    answers: () => answers,
    async stop() {
      isOver = true
      await visits
    },
  }
}

export const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
