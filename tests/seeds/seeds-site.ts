/** Builds the articles' site against a data source that the test controls. */
import { setTimeout } from 'node:timers/promises'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, type SiteCopy } from '../support/site.ts'

export interface SeedsSite extends SiteCopy {
  readonly source: DataSource
  readonly env: { readonly SEED_API: string }
}

/** What the sites' pages show before a test changes it. */
export const initialData = {
  '/inventory/facial-cream': { inventory_available: 7 },
  '/inventory/shower-gel': { inventory_available: 3 },
  '/posts': [{ id: '1', title: 'First post' }],
  '/news': [{ id: '1', title: 'Old news' }],
  '/text': 'As it was built',
  '/top-products': [{ id: '1' }, { id: '2' }],
  '/products/1': { id: '1', name: 'Headphones', price: 100 },
  '/products/2': { id: '2', name: 'Keyboard', price: 50 },
  '/products/9': { id: '9', name: 'Rarity', price: 900 },
  '/feed': 'first item',
  '/magazine': { title: 'Smashing Magazine' },
}

/** Copies and builds the site; `data` is added to the initial data. */
export async function buildSeedsSite(data: Readonly<Record<string, unknown>> = {}): Promise<SeedsSite> {
  const site = await openSeedsSite(data)
  await buildSite(site.directory, { env: site.env })
  site.source.forget()
  return site
}

/** Copies the site without building it. */
export async function openSeedsSite(data: Readonly<Record<string, unknown>> = {}): Promise<SeedsSite> {
  const source = await openDataSource({ ...initialData, ...data })
  const copy = await copySite('seeds')
  return {
    ...copy,
    source,
    env: { SEED_API: source.url },
    async remove() {
      await source.close()
      await copy.remove()
    },
  }
}

export interface Seen {
  readonly status: number
  /** HTML without React's comments, so that texts read as on the screen. */
  readonly body: string
  /** `x-nextjs-cache` */
  readonly cache: string | null
  readonly cacheControl: string | null
}

export async function visit(url: string, init: RequestInit = {}): Promise<Seen> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  return {
    status: response.status,
    body: (await response.text()).replaceAll('<!-- -->', ''),
    cache: response.headers.get('x-nextjs-cache'),
    cacheControl: response.headers.get('cache-control'),
  }
}

/** Visits `url` until it shows `text`, like a reader who reloads; `meanwhile` checks what is shown before. */
export async function reloadUntil(url: string, text: string, meanwhile: (seen: Seen) => void): Promise<Seen> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const seen = await visit(url)
    if (seen.body.includes(text)) return seen
    meanwhile(seen)
    if (Date.now() > deadline) throw new Error(`${url} does not show "${text}", but:\n${seen.body}`)
    await setTimeout(50)
  }
}

/** The address of the data of `path`, as the client would ask for it. */
export async function dataUrl(siteUrl: string, path: string): Promise<string> {
  const { body } = await visit(`${siteUrl}/news`)
  const buildId = /"buildId":"([^"]+)"/.exec(body)?.[1]
  if (buildId === undefined) throw new Error(`There is no build id in:\n${body}`)
  return `${siteUrl}/_next/data/${buildId}${path}.json`
}

export const postJson = (url: string, value: unknown): Promise<Seen> =>
  visit(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })
