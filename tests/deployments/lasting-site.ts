/** The site whose pages must outlive processes and builds, with the data that it shows. */
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, runCli, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit, visitUntil, type Visit } from '../support/visitor.ts'

export interface LastingSite extends SiteCopy {
  readonly source: DataSource
  readonly env: { readonly SOURCE: string }
  deploy(id: string, env?: Readonly<Record<string, string>>): Promise<string>
  /** Runs `everfresh rollback`. */
  rollback(id?: string): Promise<{ readonly exitCode: number | null; readonly output: string }>
  /** Ids as `everfresh deployments` lists them, and which of them is active. */
  deployments(): Promise<{ readonly ids: readonly string[]; readonly active: string | undefined }>
}

const initialData = {
  '/magazine': { title: 'First edition' },
  '/ticker': 'Nothing new',
  '/stable': 'As ever',
}

export async function openLastingSite(data: Readonly<Record<string, unknown>> = {}): Promise<LastingSite> {
  const source = await openDataSource({ ...initialData, ...data })
  const copy = await copySite('lasting')
  const { directory } = copy
  const env = { SOURCE: source.url }
  return {
    ...copy,
    source,
    env,
    deploy: async (id, more) => (await buildSite(directory, { env: { ...env, DEPLOYMENT_ID: id, ...more } })).output,
    rollback: (id) => runCli(directory, ['rollback', ...(id === undefined ? [] : [id]), '-d', directory]),
    async deployments() {
      const { output } = await runCli(directory, ['deployments', directory])
      const rows = output.matchAll(/│ (●| ) +│ ([\w-]+) +│ \d{4}-/g)
      const listed = [...rows].map(([, mark, id]) => ({ id: id!, isActive: mark === '●' }))
      return { ids: listed.map(({ id }) => id), active: listed.find(({ isActive }) => isActive)?.id }
    },
    async remove() {
      await source.close()
      await copy.remove()
    },
  }
}

/** Revalidates through the site's own API route, as a webhook would. */
export const revalidate = (server: RunningSite, path: string): Promise<Visit> =>
  visit(`${server.url}/api/revalidate?path=${encodeURIComponent(path)}`)

/** Waits until a running server serves deployment `id`: it looks for activations now and then. */
export const switchedTo = (server: RunningSite, id: string): Promise<Visit> =>
  visitUntil(`${server.url}/_everfresh/health`, ({ text }) => (JSON.parse(text) as Health).deployment === id)

interface Health {
  readonly deployment: string
}
