/**
 * Puts product pages straight into the store of a built site: a program, run by `sites.ts` with the site's folder, the number of
 * pages and the bytes of a page's HTML.
 */
import type { Entry, EntrySummary, PageStore } from '@everfresh/engine'
import { openLmdbPageStore } from '@everfresh/store-lmdb'
import { gzipSync } from 'node:zlib'
import { inOrderOfHashes } from '../hash-order.ts'
import { mostBytes } from './sites.ts'

const [folder = '', count = '', htmlBytes = ''] = process.argv.slice(2)
const batchSize = 10_000

const store = await openLmdbPageStore({ directory: `${folder}/.everfresh/pages`, maxBytes: mostBytes })
try {
  await seed(await templateIn(store), Number(count), Number(htmlBytes))
} finally {
  await store.close()
}

/** The newest page that the site itself generated: its code's namespace and its attributes are those of all others. */
async function templateIn(from: PageStore): Promise<EntrySummary> {
  let newest: EntrySummary | undefined
  for await (const summary of from.list()) {
    if (summary.path !== '/products/chair-1' || summary.generatedAt < (newest?.generatedAt ?? 0)) continue
    newest = summary
  }
  if (newest === undefined) throw new Error(`${folder} has no page /products/chair-1: it was never started.`)
  return newest
}

async function seed(template: EntrySummary, pages: number, bytes: number): Promise<void> {
  const { bytes: _bytes, ...entry } = template
  const loaded = await store.load(template)
  const whole = loaded!.entry.bodies
  const html = Buffer.from(whole['html']!).subarray(0, bytes)
  // The others keep their share.
  const data = Buffer.from(whole['data']!).subarray(
    0,
    Math.round((whole['data']!.byteLength * bytes) / whole['html']!.byteLength),
  )
  const bodies = { html, 'html.gzip': gzipSync(html), data, 'data.gzip': gzipSync(data) }
  // As a render leaves them: nothing has to be hashed when the page is read.
  const attributes = { ...entry.attributes, htmlEtag: '"seeded"', dataEtag: '"seeded-data"' }
  const asOf = await store.head()
  const made = { bodies, attributes, asOf, version: 0, generatedAt: Date.now(), staleAt: Infinity, expiresAt: Infinity }
  const paths = inOrderOfHashes(Array.from({ length: pages }, (_, index) => `/products/chair-${index + 1}`))
  for (let at = 0; at < paths.length; at += batchSize) {
    await store.seed(paths.slice(at, at + batchSize).map((path): Entry => ({ ...entry, ...made, path })))
    process.stderr.write(`tail · ${folder.split('/').at(-1)} · ${at} of ${pages} pages\n`)
  }
}
