/** The CMS of the magazine: a process of its own for each side, told what to change and how to behave. */
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { signatureOf } from '../../../examples/magazine/cms/signature.js'
import { runNode, waitForLogs, type Command } from '../../support/child-process.ts'
import { visit, type Visit } from '../../support/visitor.ts'
import type { Framework, Service, Side } from '../sides.ts'

const program = fileURLToPath(new URL('../../../examples/magazine/cms/server.js', import.meta.url))

export const secrets = { CMS_TOKEN: 'editors', DRAFT_SECRET: 'draft-secret', WEBHOOK_SECRET: 'webhook-secret' }

/** How the CMS may misbehave, as its README says. */
export interface Behaviour {
  readonly delayMs?: number
  readonly failEvery?: number
  readonly status?: number
  readonly truncate?: boolean
  readonly only?: string
}

export interface Delivery {
  readonly status: number
  readonly answer: string
}

interface RunningCms {
  readonly url: string
  readonly command: Command
}

const running = new Map<Framework, RunningCms>()

/** Starts a CMS on a free port, for the site that is about to be built. */
export async function openCms(framework: Framework): Promise<Service> {
  const command = runNode([program], fileURLToPath(new URL('.', import.meta.url)), { CMS_PORT: '0', ...secrets })
  const url = await waitForLogs(command, (logs) => /listens on (\S+)/.exec(logs)?.[1], 60_000)
  running.set(framework, { url, command })
  return { env: { CMS_URL: url, ...secrets }, close: () => stopCms(framework) }
}

const cmsOf = (framework: Framework): RunningCms => {
  const cms = running.get(framework)
  if (cms === undefined) throw new Error(`The CMS of ${framework} does not run.`)
  return cms
}

export async function stopCms(framework: Framework): Promise<void> {
  const { command } = cmsOf(framework)
  command.process.kill('SIGKILL')
  await command.exited
}

/** Where the CMS of `site` is. */
export const cmsUrl = (site: Side): string => cmsOf(site.framework).url

async function admin(site: Side, path: string, body: unknown = {}): Promise<unknown> {
  const { status, text } = await visit(`${cmsUrl(site)}/admin/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secrets.CMS_TOKEN}` },
    body: JSON.stringify(body),
  })
  if (status !== 200) throw new Error(`The CMS answered ${status} to ${path}: ${text}`)
  return JSON.parse(text)
}

/** Changes an article (`a01`, or `a01/publish`) and returns how the site took the news. */
export async function edit(site: Side, path: string, change: unknown = {}): Promise<Delivery> {
  await admin(site, 'webhook', { url: `${site.url}/api/webhooks/cms` })
  const { delivery } = (await admin(site, `articles/${path}`, change)) as { delivery: Delivery }
  return delivery
}

export const editQuietly = (site: Side, path: string, change: unknown = {}): Promise<unknown> =>
  admin(site, `articles/${path}?notify=no`, change)

export const setMostRead = (site: Side, ids: readonly string[]): Promise<unknown> => admin(site, 'most-read', { ids })

/** Lets the CMS be unwell for as long as `act` takes. */
export async function whileCms<T>(site: Side, behaviour: Behaviour, act: () => Promise<T>): Promise<T> {
  await admin(site, 'behaviour', behaviour)
  try {
    return await act()
  } finally {
    await admin(site, 'behaviour', {})
  }
}

export interface Message {
  readonly body: string
  readonly secret?: string
  /** How long ago it was signed, in seconds. */
  readonly age?: number
  /** Instead of the right header. */
  readonly signature?: string | undefined
}

export const messageFor = (delivery: string, slugs: Readonly<Record<string, string>>): string =>
  JSON.stringify({ event: 'article.updated', delivery, places: [{ slugs, sections: {}, authors: [], issue: 12 }] })

/** Sends `message` to the site as the CMS would, or as somebody would who is not the CMS. */
export function tell(site: Side, message: Message): Promise<Visit> {
  const { body, secret = secrets.WEBHOOK_SECRET, age = 0 } = message
  const signature =
    'signature' in message ? message.signature : signatureOf(body, secret, Math.floor(Date.now() / 1000) - age)
  return visit(`${site.url}/api/webhooks/cms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature && { 'x-cms-signature': signature }) },
    body,
  })
}

/** Asks again and again until `isThere`, for half a minute. */
export async function until(isThere: () => Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; !(await isThere()); await setTimeout(100)) {
    if (Date.now() > deadline) throw new Error(`It never came to ${what}.`)
  }
}
