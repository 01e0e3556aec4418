/** A site in three languages, with the news that it shows. */
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, devSite, startSite, type RunningSite } from '../support/site.ts'
import { visit, type Visit, type VisitOptions } from '../support/visitor.ts'

export interface I18nSite {
  readonly source: DataSource
  readonly server: RunningSite
  /** What the build printed; empty in development. */
  readonly output: string
  page(path: string, options?: VisitOptions): Promise<Visit>
  remove(): Promise<void>
}

const news = { '/news/en': { title: 'News' }, '/news/fr': { title: 'Nouvelles' }, '/news/nl-NL': { title: 'Nieuws' } }

/** Builds and starts the site, or develops it. Leaves nothing behind when one of these fails. */
export async function openI18nSite(mode: 'production' | 'development'): Promise<I18nSite> {
  const source = await openDataSource(news)
  const copy = await copySite('i18n')
  const remove = async () => {
    await source.close()
    await copy.remove()
  }
  try {
    const env = { SOURCE: source.url }
    const output = mode === 'production' ? (await buildSite(copy.directory, { env })).output : ''
    const server = await (mode === 'production' ? startSite : devSite)(copy.directory, { env })
    return {
      source,
      server,
      output,
      page: (path, options) => visit(server.url + path, options),
      async remove() {
        await server.stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

const unescaped = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** What the page's data function was told. */
export const toldBy = ({ text }: Visit): unknown => partOf(text, 'told')

/** What the page's router knew. */
export const routerOf = ({ text }: Visit): unknown => partOf(text, 'router')

function partOf(text: string, id: string): unknown {
  const json = new RegExp(`<pre id="${id}">([^<]*)</pre>`).exec(text)?.[1]
  if (json === undefined) throw new Error(`There is no #${id} in:\n${text}`)
  return JSON.parse(unescaped(json))
}

/** The hrefs of a page's links, by their ids. */
export const linksOf = ({ text }: Visit): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<a id="to-([^"]+)" href="([^"]*)"/g)].map(([, id = '', href = '']) => [id, unescaped(href)]),
  )

/** What the document tells the browser. */
export const nextDataOf = ({ text }: Visit): Record<string, unknown> => {
  const json = /<script id="__NEXT_DATA__"[^>]*>([^<]*)</.exec(text)?.[1]
  if (json === undefined) throw new Error(`There are no page data in:\n${text}`)
  return JSON.parse(json) as Record<string, unknown>
}
