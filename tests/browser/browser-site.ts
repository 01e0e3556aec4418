/** The site for the browser, with the data that it shows. */
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

export interface BrowserSite extends SiteCopy {
  readonly source: DataSource
  readonly env: { readonly SOURCE: string }
}

const initialData = {
  '/greeting': 'Fresh every day',
  '/things/1': { name: 'Apple', stock: 1 },
  '/things/2': { name: 'Pear', stock: 2 },
  '/posts/first': { title: 'The first post' },
}

/** Copies the site without building it. */
export async function openBrowserSite(): Promise<BrowserSite> {
  const source = await openDataSource(initialData)
  const copy = await copySite('browser')
  return {
    ...copy,
    source,
    env: { SOURCE: source.url },
    async remove() {
      await source.close()
      await copy.remove()
    },
  }
}

export interface ServedSite {
  readonly site: BrowserSite
  readonly server: RunningSite
  close(): Promise<void>
}

/** Copies, builds and starts the site. Leaves nothing behind when one of these fails. */
export async function serveBrowserSite(): Promise<ServedSite> {
  const site = await openBrowserSite()
  try {
    await buildSite(site.directory, { env: site.env })
    const server = await startSite(site.directory, { env: site.env })
    const close = async () => {
      await server.stop()
      await site.remove()
    }
    return { site, server, close }
  } catch (error) {
    await site.remove()
    throw error
  }
}

/** Revalidates through the site's own API route, as a webhook would. */
export async function revalidate(server: RunningSite, path: string): Promise<void> {
  const { status, text } = await visit(`${server.url}/api/revalidate?path=${encodeURIComponent(path)}`)
  if (status !== 200) throw new Error(text)
}
