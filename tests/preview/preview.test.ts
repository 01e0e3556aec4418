/** Preview and draft mode of a site that runs: editors see drafts, everybody else sees what they saw before. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite, startSite } from '../support/site.ts'
import { buildIdOf } from '../support/visitor.ts'
import {
  cookiesFrom,
  openPreviewSite,
  privately,
  published,
  toldBy,
  withData,
  type PreviewSite,
} from './preview-site.ts'

let site: PreviewSite
let editor: string
beforeAll(async () => {
  site = await openPreviewSite('production')
  editor = await site.cookiesOf('data')
})
afterAll(() => site?.remove())

const secrets = async () =>
  JSON.parse(await readFile(join(site.directory, '.everfresh/preview.json'), 'utf8')) as Record<string, string>

describe('cookies', () => {
  test('are two, limited and unreadable for scripts (B103)', async () => {
    const { headers } = await site.page('/api/preview?how=data&maxAge=60&path=/posts')
    const [bypass, data, ...rest] = headers['set-cookie']!
    const { previewModeId } = await secrets()
    expect(bypass).toBe(`__prerender_bypass=${previewModeId}; Max-Age=60; Path=/posts; HttpOnly; Secure; SameSite=None`)
    expect(data).toMatch(/^__next_preview_data=[\w.-]+; Max-Age=60; Path=\/posts; HttpOnly; Secure; SameSite=None$/)
    expect(rest).toEqual([])
  })

  test('hold 2 KB (B104)', async () => {
    const answer = await site.page('/api/preview?how=data&size=3000')
    expect(answer.status).toBe(500)
    expect(answer.headers).not.toHaveProperty('set-cookie')
    await expect
      .poll(() => site.server.logs(), { timeout: 10_000 })
      .toContain('Preview data is limited to 2KB currently')
  })

  test('are taken back on demand (B103)', async () => {
    const { headers } = await site.page('/api/preview?how=clear', editor)
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^__prerender_bypass=; Path=\/; Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^__next_preview_data=; Path=\/; Expires=Thu, 01 Jan 1970/),
    ])
  })

  test('tell API routes who asks (B103)', async () => {
    const { text } = await site.page('/api/preview', editor)
    expect(JSON.parse(text)).toEqual({ preview: true, draftMode: true, previewData: withData.previewData })
    expect(JSON.parse((await site.page('/api/preview')).text)).toEqual({ previewData: false })
  })
})

describe('an editor', () => {
  test('sees the draft, made anew for every request, and nobody keeps it (B25, B35, B105)', async () => {
    site.source.forget()
    for (const round of [1, 2]) {
      const page = await site.page('/', editor)
      expect(toldBy(page)).toEqual({ ...withData, revalidateReason: 'stale' })
      expect(page).toMatchObject({ status: 200, cache: 'HIT', text: expect.stringContaining('<h1>Draft of home</h1>') })
      expect(page.headers).toMatchObject({ 'cache-control': privately, 'cache-status': 'everfresh; fwd=bypass' })
      expect(site.source.requests('/home')).toBe(round)
    }
    const visitor = await site.page('/')
    expect(visitor).toMatchObject({ cache: 'HIT', text: expect.stringContaining('<h1>Home</h1>') })
    expect(toldBy(visitor)).toMatchObject(published)
    expect(site.source.requests('/home')).toBe(2)
  })

  test('gets data of the draft (B48, B105)', async () => {
    const { text, headers } = await site.data('/index', editor)
    expect(JSON.parse(text)).toMatchObject({ pageProps: { text: 'Draft of home' }, __N_SSG: true, __N_PREVIEW: true })
    expect(headers).toMatchObject({ 'cache-control': privately, 'content-type': 'application/json; charset=utf-8' })
    const visitor = JSON.parse((await site.data('/index')).text)
    expect(visitor).toMatchObject({ pageProps: { text: 'Home' } })
    expect(visitor).not.toHaveProperty('__N_PREVIEW')
  })

  test('is known to the router on both sides (B105, B166)', async () => {
    const { text } = await site.page('/', editor)
    expect(text).toContain('<p id="preview">true</p>')
    const nextData = JSON.parse(/id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/.exec(text)![1]!)
    expect(nextData).toMatchObject({ isPreview: true, gsp: true, isFallback: false, props: { __N_PREVIEW: true } })
    const visitor = await site.page('/')
    expect(visitor.text).toContain('<p id="preview">false</p>')
    expect(visitor.text).not.toContain('isPreview')
  })

  test('in draft mode has empty data (B103, B105)', async () => {
    const drafter = await site.cookiesOf('draft')
    expect(toldBy(await site.page('/', drafter))).toMatchObject({ preview: true, previewData: {}, draftMode: true })
    expect(await site.cookiesOf('no-draft')).toBe('__prerender_bypass=')
  })

  test('never sees a shell, and leaves no page behind (B70)', async () => {
    for (const round of [1, 2]) {
      const draft = await site.page('/posts/new', editor)
      expect(draft).toMatchObject({ status: 200, text: expect.stringContaining('Draft of new') })
      expect(draft.text).not.toContain('Shell')
      expect(site.source.requests('/posts/new')).toBe(round)
    }
    expect(await site.page('/posts/new')).toMatchObject({ cache: 'MISS', text: expect.stringContaining('Shell') })
    expect(await site.data('/posts/new')).toMatchObject({ status: 404, text: '{"notFound":true}' })
  })

  test('sees what is in no list yet, where fallback is false (B58, B105)', async () => {
    expect(await site.page('/closed/new', editor)).toMatchObject({ text: expect.stringContaining('Draft of closed') })
    expect((await site.page('/closed/new')).status).toBe(404)
    expect((await site.page('/closed/new', editor)).status).toBe(200)
  })

  test('is sent where the draft leads (B76, B105)', async () => {
    const { status, headers } = await site.page('/posts/moved', editor)
    expect([status, headers.location, headers['cache-control']]).toEqual([307, '/elsewhere', privately])
    expect(JSON.parse((await site.data('/posts/moved')).text)).toMatchObject({ pageProps: { text: 'Here' } })
  })

  test('meets the 404 page as a draft, whatever was not found; visitors do not (B74, B105)', async () => {
    for (const path of ['/nowhere', '/closed/none', '/missing-account']) {
      const missing = await site.page(path, editor)
      expect(missing, path).toMatchObject({ status: 404, text: expect.stringContaining('<h1>Draft of nothing</h1>') })
      expect(toldBy(missing), path).toEqual({ ...withData, revalidateReason: 'stale' })
      expect(missing.headers['cache-control'], path).toBe(privately)
      const visitor = await site.page(path)
      expect(visitor, path).toMatchObject({ status: 404, text: expect.stringContaining('<h1>Nothing</h1>') })
      expect(toldBy(visitor), path).toMatchObject(published)
    }
    expect(await site.data('/closed/none', editor)).toMatchObject({ status: 404, text: '{"notFound":true}' })
    expect((await site.data('/nowhere', editor)).status).toBe(404)
  })

  test('meets the error of a draft; visitors do not (B85)', async () => {
    const broken = await site.page('/posts/broken', editor)
    expect(broken.status).toBe(500)
    expect(broken.text).not.toContain('The draft broke')
    await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain('The draft broke')
    expect((await site.data('/posts/broken')).status).toBe(200)
  })

  test('is known to getServerSideProps, whose answer nobody keeps then (B24, B25, B105)', async () => {
    const page = await site.page('/account', editor)
    expect(toldBy(page)).toMatchObject(withData)
    expect(page.headers['cache-control']).toBe(privately)
    expect(JSON.parse((await site.data('/account', editor)).text)).toMatchObject({ __N_SSP: true, __N_PREVIEW: true })
    const visitor = await site.page('/account')
    expect(toldBy(visitor)).toMatchObject(published)
    expect(visitor.headers['cache-control']).toBe('public, s-maxage=60')
  })

  test('waits for no other editor, and shares no draft (B105, B125)', async () => {
    const release = site.source.hold('/posts/published')
    site.source.forget()
    const drafts = [1, 2, 3].map(() => site.page('/posts/published', editor))
    await site.source.asked('/posts/published', 3)
    release()
    for (const { text } of await Promise.all(drafts)) expect(text).toContain('Draft of published')
    expect(JSON.parse((await site.data('/posts/published')).text)).toMatchObject({ pageProps: { text: 'Published' } })
  })
})

describe('cookies that are not valid', () => {
  test.each([
    '__prerender_bypass=forged',
    '__next_preview_data=forged',
    '__prerender_bypass=forged; __next_preview_data=forged',
  ])('"%s" show nothing, and are taken back (B106)', async (cookie) => {
    for (const answer of [await site.page('/', cookie), await site.page('/account', cookie)]) {
      expect(toldBy(answer)).toMatchObject(published)
      expect(answer.headers['set-cookie']).toHaveLength(2)
    }
    // Nobody else's cookies are taken back by a cache in between.
    expect((await site.page('/', cookie)).headers['cache-control']).toBe(privately)
    const visitor = await site.page('/')
    expect(visitor.headers).not.toHaveProperty('set-cookie')
    expect(visitor.headers['cache-control']).toMatch(/^s-maxage/)
  })

  test('are those whose data were tampered with (B106)', async () => {
    const forged = `${editor.slice(0, -3)}AAA`
    const answer = await site.page('/', forged)
    expect(toldBy(answer)).toMatchObject(published)
    expect(answer.headers['set-cookie']).toHaveLength(2)
  })
})

describe('revalidation by an editor', () => {
  test('stores what is published, from an API route (B107)', async () => {
    site.source.set('/home', { text: 'Home 2', draft: 'Draft 2' })
    const { text } = await site.page('/api/revalidate?path=/', editor)
    expect(JSON.parse(text)).toEqual({ revalidated: true, by: 'editor' })
    const visitor = await site.page('/')
    expect(visitor).toMatchObject({ cache: 'HIT', text: expect.stringContaining('<h1>Home 2</h1>') })
    expect(toldBy(visitor)).toEqual({ ...published, revalidateReason: 'on-demand' })
  })

  test('stores what is published, over HTTP (B107, B112)', async () => {
    site.source.set('/home', { text: 'Home 3', draft: 'Draft 3' })
    const headers = { 'x-prerender-revalidate': (await secrets())['previewModeId']! }
    const answer = await site.page('/', editor, { headers })
    expect(answer).toMatchObject({ cache: 'REVALIDATED', text: expect.stringContaining('<h1>Home 3</h1>') })
    expect((await site.page('/')).text).toContain('<h1>Home 3</h1>')
    expect((await site.page('/', editor)).text).toContain('Draft 3')
  })
})

test('an answer made per request is compressed, and not sent to who has it (B42, B46)', async () => {
  for (const path of ['/account', '/api/long', '/api/long?as=text', `/_next/data/${site.buildId}/account.json`]) {
    const gzip = { 'accept-encoding': 'gzip' }
    const [plain, compressed] = [await site.page(path), await site.page(path, undefined, { headers: gzip })]
    expect(compressed.headers, path).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(compressed.bytes.byteLength).toBeLessThan(plain.bytes.byteLength / 2)
    const again = await site.page(path, undefined, { headers: { ...gzip, 'if-none-match': compressed.headers.etag! } })
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', compressed.headers.etag])
  }
})

test('OPTIONS is no question for a page with getServerSideProps (B45)', async () => {
  expect(await site.page('/account', undefined, { method: 'OPTIONS' })).toMatchObject({ status: 400, text: '' })
})

test('cookies go on being valid after a build and a restart (B108)', async () => {
  await site.server.stop()
  await site.write('pages/added.js', 'export default () => null\n')
  await buildSite(site.directory, { env: site.env })
  site.server = await startSite(site.directory, { env: site.env })
  const draft = await site.page('/', editor)
  expect(toldBy(draft)).toMatchObject(withData)
  expect(buildIdOf(draft)).not.toBe(site.buildId)
  expect(cookiesFrom(draft)).toBe('')
})
