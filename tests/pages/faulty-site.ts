/** The site whose pages fail as they are told, built against a data source. */
import { expect, vi } from 'vitest'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { buildIdOf, postJson, visit, type Visit } from '../support/visitor.ts'

export interface FaultySite extends SiteCopy {
  readonly source: DataSource
  readonly env: { readonly SOURCE: string }
  readonly server: RunningSite
  page(path: string): Promise<Visit>
  /** As the client runtime asks for it. */
  data(path: string): Promise<Visit>
  revalidate(paths: unknown, options?: unknown, how?: 'once' | 'unbound' | 'old' | 'map'): Promise<Visit>
  /** What the page `/things/<id>` does from now on. */
  tell(id: string, does: Does, value?: string): void
  /** `/things/<id>` is a good page from now on. */
  mend(id: string, name: string, revalidate?: number | false): void
}

export type Does = (typeof waysToFail)[number] | 'revalidate' | 'props'

/** Every way in which `/things/[id]` can fail. */
export const waysToFail = [
  'throw',
  'throw-nothing',
  'throw-enoent',
  'hang',
  'loop',
  'exit',
  'throw-late',
  'reject-late',
  'undefined',
  'null',
  'text',
  'component',
] as const

const initialData = {
  '/closed/listed': { props: { name: 'Listed' }, revalidate: false },
  '/props': { text: 'plain' },
}

/** Builds and starts the site. A page may take `timeoutSeconds` to render. */
export async function openFaultySite({ timeoutSeconds = 5 } = {}): Promise<FaultySite> {
  const source = await openDataSource(initialData)
  const copy = await copySite('faulty')
  const env = { SOURCE: source.url, PAGE_TIMEOUT: String(timeoutSeconds) }
  await buildSite(copy.directory, { env })
  const server = await startSite(copy.directory, { env })
  const revalidate: FaultySite['revalidate'] = (paths, options, how) =>
    postJson(`${server.url}/api/revalidate`, { paths, options, how })
  // The first render waits for its thread to start, which on a busy machine takes longer than these pages are given.
  await vi.waitFor(async () => expect((await revalidate('/props')).status).toBe(200), { timeout: 30_000 })
  source.forget()
  const page = (path: string) => visit(server.url + path)
  const buildId = buildIdOf(await page('/props'))
  return {
    ...copy,
    source,
    env,
    server,
    page,
    data: (path) => page(`/_next/data/${buildId}${path}.json`),
    revalidate,
    tell: (id, does, value) => source.set(`/things/${id}`, { does, value }),
    mend: (id, name, revalidate = false) => source.set(`/things/${id}`, { props: { name }, revalidate }),
    async remove() {
      await server.stop()
      await source.close()
      await copy.remove()
    },
  }
}

/** The answer for a page that could not be made: the site's own, and nobody keeps it (B84, B85). */
export const isOwn500 = (seen: Visit) => {
  expect(seen.status).toBe(500)
  expect(seen.text).toContain('Our own 500')
  expect(seen.text).not.toContain('broke')
  expect(seen.headers['cache-control']).toMatch(/no-store/)
}
