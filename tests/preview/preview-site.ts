/** The site with drafts, served in production or in development, and the cookies of its editors. */
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, devSite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { buildIdOf, visit, type Visit, type VisitOptions } from '../support/visitor.ts'

export interface PreviewSite extends SiteCopy {
  readonly source: DataSource
  readonly env: { readonly SOURCE: string }
  server: RunningSite
  buildId: string
  page(path: string, cookie?: string, options?: VisitOptions): Promise<Visit>
  data(path: string, cookie?: string): Promise<Visit>
  /** The cookies that `/api/preview?how=…` sets, as a browser sends them back. */
  cookiesOf(how: string): Promise<string>
}

const initialData = {
  '/home': { text: 'Home', draft: 'Draft of home' },
  '/posts/published': { text: 'Published', draft: 'Draft of published' },
  '/posts/new': { draft: 'Draft of new' },
  '/posts/moved': { text: 'Here', redirect: '/elsewhere' },
  '/posts/broken': { text: 'Whole', draft: 'broken' },
  '/nothing': { text: 'Nothing', draft: 'Draft of nothing' },
  '/closed/listed': { text: 'Listed', draft: 'Draft of listed' },
  '/closed/none': {},
  '/closed/new': { text: 'Closed', draft: 'Draft of closed' },
}

export async function openPreviewSite(mode: 'production' | 'development'): Promise<PreviewSite> {
  const source = await openDataSource(initialData)
  const copy = await copySite('preview')
  const env = { SOURCE: source.url }
  if (mode === 'production') await buildSite(copy.directory, { env })
  const server = await (mode === 'production' ? startSite : devSite)(copy.directory, { env })
  const site: PreviewSite = {
    ...copy,
    source,
    env,
    server,
    buildId: '',
    page: (path, cookie, options = {}) =>
      visit(site.server.url + path, { ...options, headers: { ...options.headers, ...(cookie && { cookie }) } }),
    data: (path, cookie) => site.page(`/_next/data/${site.buildId}${path}.json`, cookie),
    cookiesOf: async (how) => cookiesFrom(await site.page(`/api/preview?how=${how}`)),
    async remove() {
      await site.server.stop()
      await source.close()
      await copy.remove()
    },
  }
  site.buildId = buildIdOf(await site.page('/'))
  source.forget()
  return site
}

export const cookiesFrom = ({ headers }: Visit): string =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0]).join('; ')

/** What the page's data function was told. */
export function toldBy({ text }: Visit): unknown {
  const json = /<pre>(.*?)<\/pre>/.exec(text)?.[1]
  if (json === undefined) throw new Error(`Nothing was told in:\n${text}`)
  return JSON.parse(json.replaceAll('&quot;', '"'))
}

export const published = { preview: null, previewData: null, draftMode: null }
export const withData = { preview: true, previewData: { draft: 7, filling: '' }, draftMode: true }
export const privately = 'private, no-cache, no-store, max-age=0, must-revalidate'
