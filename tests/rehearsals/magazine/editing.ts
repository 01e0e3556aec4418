/** What editors do: drafts, and changes that the CMS tells the site of. */
import { expect } from 'vitest'
import { visit } from '../../support/visitor.ts'
import { ask, page, steps, type Probe } from '../probes.ts'
import type { Side } from '../sides.ts'
import { edit, editQuietly, messageFor, secrets, tell, type Delivery } from './cms.ts'

const draft = { fr: '/fr/articles/la-soupe-qui-divise-riga', en: '/articles/the-soup-that-riga-argues-about' }
const enabling = `/api/draft?secret=${secrets.DRAFT_SECRET}&locale=fr&slug=la-soupe-qui-divise-riga`

async function editorsCookie(site: Side): Promise<string> {
  const { headers } = await visit(site.url + enabling)
  return headers['set-cookie']!.map((cookie) => cookie.split(';')[0]).join('; ')
}

export const drafts: readonly Probe[] = [
  page('/api/draft?slug=la-soupe-qui-divise-riga', { status: 401 }),
  page('/api/draft?secret=wrong&slug=la-soupe-qui-divise-riga', { status: 401 }),
  page(`/api/draft?secret=${secrets.DRAFT_SECRET}&slug=nothing`, { status: 404 }),
  page(enabling, { status: 307 }),
  page(`/api/draft?secret=${secrets.DRAFT_SECRET}&slug=the-soup-that-riga-argues-about`, { status: 307 }),
  steps('a draft shows to editors in every language, and to nobody else', async (site) => {
    const cookie = await editorsCookie(site)
    const banner = 'Mode brouillon'
    return {
      hidden: await ask(site, draft.fr, { status: 404 }),
      shown: await ask(site, draft.fr, { headers: { cookie }, shows: banner, visits: 2 }),
      inEnglish: await ask(site, draft.en, { headers: { cookie }, shows: 'Leave draft mode' }),
      data: await ask(site, await site.dataPath(draft.fr), { headers: { cookie, 'x-nextjs-data': '1' } }),
      published: await ask(site, '/fr', { headers: { cookie }, shows: banner }),
      stillHidden: await ask(site, draft.fr, { status: 404 }),
      ofOthers: await ask(site, draft.fr, { headers: { cookie: '__prerender_bypass=guessed' }, status: 404 }),
    }
  }),
  page('/api/exit-draft?to=/fr/articles/la-soupe-qui-divise-riga', { status: 307 }),
  page('/api/exit-draft?to=//example.com', { status: 307 }),
  page('/api/exit-draft', { status: 307 }),
]

/** What the site said of a message. */
const said = ({ status, answer }: Delivery) => ({ status, answer: JSON.parse(answer) as unknown })

/** Asks for several pages, each of which must show `text`. */
const askAll = (site: Side, text: string, paths: readonly string[]) =>
  Promise.all(paths.map((path) => ask(site, path, { shows: text })))

export const changes: readonly Probe[] = [
  steps('a new title is on every page that shows the article before the CMS is answered', async (site) => {
    const title = 'Mille et une marches à Bergen'
    const lists = ['/fr', '/fr/sections/villes', '/fr/authors/ines-carvalho', '/fr/issues/12']
    const path = '/fr/articles/les-escaliers-de-bergen'
    await ask(site, path)
    const delivery = await edit(site, 'a01', { locale: 'fr', title })
    const shown = await askAll(site, title, [path, ...lists])
    const data = await askAll(site, title, await Promise.all([path, '/fr'].map((each) => site.dataPath(each))))
    const english = await ask(site, '/articles/the-staircases-of-bergen')
    await edit(site, 'a01', { locale: 'fr', title: 'Les escaliers de Bergen' })
    return { delivery: said(delivery), shown, data, english, back: await ask(site, path) }
  }),
  steps('a new slug is the address in one language, and the others link to it', async (site) => {
    const former = '/fr/articles/l-horlogerie-de-genes'
    await ask(site, former)
    const delivery = await edit(site, 'a04', { locale: 'fr', slug: 'les-quarante-pendules' })
    const seen = {
      delivery: said(delivery),
      former: await ask(site, former, { status: 308 }),
      formerData: await ask(site, await site.dataPath(former)),
      now: await ask(site, '/fr/articles/les-quarante-pendules'),
      fromEnglish: await ask(site, '/articles/the-clockmaker-of-genoa', { shows: '/articles/les-quarante-pendules' }),
      fromFrontPage: await ask(site, '/fr', { shows: '/articles/les-quarante-pendules' }),
    }
    await edit(site, 'a04', { locale: 'fr', slug: 'l-horlogerie-de-genes' })
    return { ...seen, back: await ask(site, former) }
  }),
  steps('an article that moves to another section leaves the one that it was in', async (site) => {
    await edit(site, 'a09', { section: 'seas' })
    const seas = await ask(site, '/sections/seas', { shows: 'Paper, patiently: a mill in Bergen' })
    const crafts = await visit(`${site.url}/sections/crafts`)
    await edit(site, 'a09', { section: 'crafts' })
    return { seas, isGone: !crafts.text.includes('mill in Bergen') }
  }),
  steps('an article that is withdrawn is gone from all pages in all languages, and comes back', async (site) => {
    const paths = ['/articles/a-bench-in-riga', '/fr/articles/un-banc-a-riga', '/de/articles/eine-bank-in-riga']
    const before = await Promise.all(paths.map((path) => ask(site, path)))
    const withdrawn = await edit(site, 'a11/unpublish')
    const gone = await Promise.all(paths.map((path) => ask(site, path, { status: 404 })))
    const data = await ask(site, await site.dataPath(paths[1]!), { status: 404 })
    const home = await visit(`${site.url}/fr`)
    expect(home.text).not.toContain('Un banc à Riga')
    const published = await edit(site, 'a11/publish')
    const after = await Promise.all(paths.map((path) => ask(site, path)))
    return { before, withdrawn: said(withdrawn), gone, data, published: said(published), after }
  }),
  steps('a draft that is published is there for everybody at once', async (site) => {
    await ask(site, draft.en, { status: 404 })
    await edit(site, 'a08/publish')
    const shown = await askAll(site, 'The soup that Riga argues about', [draft.en, '/sections/tables'])
    await edit(site, 'a08/unpublish')
    return { shown, hidden: await ask(site, draft.en, { status: 404 }) }
  }),
  steps('what the CMS does not tell of stays as it was', async (site) => {
    const path = '/de/articles/die-treppen-von-bergen'
    await editQuietly(site, 'a01', { locale: 'de', title: 'Leise geändert' })
    const unchanged = await ask(site, path, { shows: 'Die Treppen von Bergen' })
    await tell(site, { body: messageFor('told-after-all', { de: 'die-treppen-von-bergen' }) })
    const changed = await ask(site, path, { shows: 'Leise geändert' })
    await edit(site, 'a01', { locale: 'de', title: 'Die Treppen von Bergen' })
    return { unchanged, changed }
  }),
]

export const forgeries: readonly Probe[] = [
  page('/api/webhooks/cms', { status: 405 }),
  steps('messages that are not the CMS’s, or not understood, change nothing', async (site) => {
    const path = '/fr/articles/les-escaliers-de-bergen'
    const slugs = { fr: 'les-escaliers-de-bergen' }
    await editQuietly(site, 'a01', { locale: 'fr', title: 'Faux titre' })
    const body = messageFor('forged', slugs)
    const answers = [
      await tell(site, { body, signature: undefined }),
      await tell(site, { body, signature: 't=now,v1=none' }),
      await tell(site, { body, signature: `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }),
      await tell(site, { body, secret: 'guessed' }),
      await tell(site, { body, age: 3600 }),
      await tell(site, { body, age: -3600 }),
      await tell(site, { body: '{' }),
      await tell(site, { body: 'null' }),
      await tell(site, { body: '{"event":"article.updated","delivery":"x","places":"everywhere"}' }),
      await tell(site, { body: messageFor('outside', { fr: '../../api/exit-draft' }) }),
      await tell(site, { body: `"${'x'.repeat(70_000)}"` }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 400, 400, 400, 400, 413])
    const unchanged = await ask(site, path, { shows: 'Les escaliers de Bergen' })
    await edit(site, 'a01', { locale: 'fr', title: 'Les escaliers de Bergen' })
    return { answers: answers.map(({ text }) => text), unchanged }
  }),
  steps('a message works once, however often it is sent', async (site) => {
    const body = messageFor('sent-twice', { en: 'the-staircases-of-bergen' })
    const [first, second, third] = [
      await tell(site, { body }),
      await tell(site, { body }),
      await tell(site, { body, age: 9 }),
    ]
    return [first, second, third].map(({ status, text }) => ({ status, text }))
  }),
]
