/** What happens when the CMS fails, dawdles, or sends half of its answers: nothing that readers would notice. */
import { expect } from 'vitest'
import { visit } from '../../support/visitor.ts'
import { ask, page, steps, type Probe } from '../probes.ts'
import type { Side } from '../sides.ts'
import { edit, editQuietly, setMostRead, stopCms, until, whileCms } from './cms.ts'

const isShown = async (site: Side, path: string, text: string) => (await visit(site.url + path)).text.includes(text)

/** Visits the page that is old after a second until its regeneration has failed, and expects the old one every time. */
async function staysThroughFailure(site: Side, path: string, text: string): Promise<void> {
  const printed = site.logs().length
  await until(async () => {
    const started = Date.now()
    const seen = await visit(site.url + path)
    expect([seen.status, seen.text.includes(text)], path).toEqual([200, true])
    expect(Date.now() - started, 'nobody waits for the CMS').toBeLessThan(5000)
    return /CMS|JSON|abort|timeout/i.test(site.logs().slice(printed))
  }, 'a regeneration that fails')
}

export const badDays: readonly Probe[] = [
  page('/most-read', { shows: 'The night bus of Riga' }),
  steps('a page that cannot be regenerated stays, and is regenerated when the CMS is well', async (site) => {
    const path = '/most-read'
    await setMostRead(site, ['a01', 'a02', 'a03', 'a04', 'a05'])
    await until(() => isShown(site, path, 'Bread before dawn in Brest'), 'the new ranking')
    for (const behaviour of [{ failEvery: 1 }, { truncate: true }]) {
      await whileCms(site, behaviour, () => staysThroughFailure(site, path, 'Bread before dawn in Brest'))
    }
    await setMostRead(site, ['a06', 'a07', 'a09', 'a10', 'a11'])
    await until(() => isShown(site, path, 'Counting stars above Split'), 'the newest ranking')
    await ask(site, path, { shows: 'A bench in Riga' })
    return 'regenerated'
  }),
  steps('nobody waits for a CMS that dawdles', async (site) => {
    const path = '/fr/most-read'
    await until(() => isShown(site, path, 'Un banc à Riga'), 'the ranking in French')
    await whileCms(site, { delayMs: 20_000 }, () => staysThroughFailure(site, path, 'Un banc à Riga'))
    return 'nobody waited'
  }),
  steps('a page that was never made cannot be made then, and is when the CMS is well', async (site) => {
    const path = '/fr/articles/accorder-les-cloches-de-cork'
    await editQuietly(site, 'a29/publish')
    const failing = await whileCms(site, { failEvery: 1 }, async () => ({
      page: await ask(site, path, { status: 500, shows: 'Les rotatives sont à l’arrêt', visits: 2 }),
      data: await ask(site, await site.dataPath(path), { status: 500 }),
      search: await ask(site, '/de/search?q=bergen', { status: 503, shows: 'Das Archiv antwortet gerade nicht' }),
      made: await ask(site, '/fr', { shows: 'Reportages' }),
    }))
    const cut = await whileCms(site, { truncate: true }, () => ask(site, path, { status: 500 }))
    return { failing, cut, well: await ask(site, path, { visits: 2, shows: 'Accorder les cloches de Cork' }) }
  }),
  steps('the CMS hears of pages that could not be made anew, and may tell again', async (site) => {
    const path = '/de/articles/die-treppen-von-bergen'
    const failed = await whileCms(site, { failEvery: 1 }, () =>
      edit(site, 'a01', { locale: 'de', title: 'Tausend Stufen in Bergen' }),
    )
    expect(failed.status).toBe(500)
    const unchanged = await ask(site, path, { shows: 'Die Treppen von Bergen' })
    const told = await edit(site, 'a01', { locale: 'de', title: 'Tausend Stufen in Bergen' })
    const changed = await ask(site, path, { shows: 'Tausend Stufen in Bergen' })
    await edit(site, 'a01', { locale: 'de', title: 'Die Treppen von Bergen' })
    return {
      failed: JSON.parse(failed.answer) as unknown,
      unchanged,
      told: JSON.parse(told.answer) as unknown,
      changed,
    }
  }),
]

/** The last: it does not come back. */
export const withoutCms: readonly Probe[] = [
  steps('without any CMS, and after a restart, all that was made is still there', async (site) => {
    const paths = [
      '/',
      '/fr',
      '/fr/articles/les-escaliers-de-trieste',
      '/de/sections/meere',
      '/fr/issues/3',
      '/de/issues',
    ]
    await Promise.all(paths.map((path) => ask(site, path)))
    await stopCms(site.framework)
    await site.restart()
    return Promise.all(paths.map(async (path) => ({ path, answer: await ask(site, path) })))
  }),
]
