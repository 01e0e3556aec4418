/** The site that shows single behaviours of the Pages Router, with the data that it shows. */
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { copySite, type SiteCopy } from '../support/site.ts'

export interface CompatibilitySite extends SiteCopy {
  readonly source: DataSource
  readonly env: { readonly SOURCE: string }
}

/** What the source says of a page that never becomes stale by itself. */
export const page = (name: string, revalidate: number | false = false) => ({ props: { name }, revalidate })

export async function openCompatibilitySite(
  overlay: Readonly<Record<string, string>> = {},
): Promise<CompatibilitySite> {
  const source = await openDataSource({ '/things/built': page('Built'), '/moody': { notFound: true, revalidate: 1 } })
  const copy = await copySite('compatibility', overlay)
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
