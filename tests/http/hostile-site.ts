/** The site that gets requests nobody should send, built against a data source. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit, type Visit, type VisitOptions } from '../support/visitor.ts'

export interface HostileSite extends SiteCopy {
  readonly source: DataSource
  readonly server: RunningSite
  /** Asks for `target`, byte by byte as it is given. */
  ask(target: string, options?: VisitOptions): Promise<Visit>
  restart(): Promise<void>
  /** The secret of revalidation over HTTP. */
  previewModeId(): Promise<string>
}

const data = {
  '/posts/one': { text: 'The first post' },
  '/posts/two': { text: 'The second post' },
  '/posts/given': { given: true },
}

export async function openHostileSite(more: Readonly<Record<string, string>> = {}): Promise<HostileSite> {
  const source = await openDataSource(data)
  const copy = await copySite('hostile')
  const env = { SOURCE: source.url, ...more }
  await buildSite(copy.directory, { env })
  let server = await startSite(copy.directory, { env })
  source.forget()
  return {
    ...copy,
    source,
    get server() {
      return server
    },
    ask: (target, options) => visit(server.url, { ...options, target }),
    async restart() {
      await server.stop()
      server = await startSite(copy.directory, { env })
    },
    async previewModeId() {
      const secrets = await readFile(join(copy.directory, '.everfresh/preview.json'), 'utf8')
      return (JSON.parse(secrets) as { previewModeId: string }).previewModeId
    },
    async remove() {
      await server.stop()
      await source.close()
      await copy.remove()
    },
  }
}
