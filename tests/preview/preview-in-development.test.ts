/** Preview and draft mode while a site is developed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPreviewSite, privately, published, toldBy, withData, type PreviewSite } from './preview-site.ts'

let site: PreviewSite
let editor: string
beforeAll(async () => {
  site = await openPreviewSite('development')
  editor = await site.cookiesOf('data')
})
afterAll(() => site?.remove())

test('cookies go over plain HTTP (B103)', async () => {
  const { headers } = await site.page('/api/preview?how=draft')
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(/^__prerender_bypass=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Lax$/),
  ])
})

test('an editor sees drafts (B25, B35, B70, B105)', async () => {
  for (const [path, text] of [
    ['/', 'Draft of home'],
    ['/posts/new', 'Draft of new'],
    ['/closed/new', 'Draft of closed'],
  ] as const) {
    const draft = await site.page(path, editor)
    expect(draft).toMatchObject({ status: 200, cache: 'HIT', text: expect.stringContaining(text) })
    expect(toldBy(draft)).toEqual({ ...withData, revalidateReason: 'stale' })
    expect(draft.headers['cache-control']).toBe(privately)
  }
  expect(toldBy(await site.page('/account', editor))).toMatchObject(withData)
})

test('everybody else does not (B29, B105)', async () => {
  const visitor = await site.page('/')
  expect(toldBy(visitor)).toMatchObject(published)
  expect(visitor.headers['cache-control']).toContain('no-store')
  expect((await site.page('/posts/new')).text).toContain('Shell')
  expect((await site.page('/closed/new')).status).toBe(404)
  const forged = await site.page('/', '__prerender_bypass=forged')
  expect(toldBy(forged)).toMatchObject(published)
  expect(forged.headers['set-cookie']).toHaveLength(2)
})

test('an editor sees the 404 page as a draft as well (B105)', async () => {
  const editor = await site.cookiesOf('data')
  expect(toldBy(await site.page('/nowhere', editor))).toMatchObject(withData)
  expect(toldBy(await site.page('/nowhere'))).toMatchObject(published)
})

test('OPTIONS is no question for a page with getServerSideProps (B45)', async () => {
  expect(await site.page('/account', undefined, { method: 'OPTIONS' })).toMatchObject({ status: 400, text: '' })
})
