/** Single behaviours of the Pages Router, over real HTTP against a built site. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite, startSite, type RunningSite } from '../support/site.ts'
import { sendRaw, visit, visitUntil, type Visit } from '../support/visitor.ts'
import { openCompatibilitySite, page, type CompatibilitySite } from './compatibility-site.ts'

let site: CompatibilitySite
let server: RunningSite
let built = ''

beforeAll(async () => {
  site = await openCompatibilitySite()
  built = (await buildSite(site.directory, { env: site.env })).output
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const get = (path: string, headers: Record<string, string> = {}) => visit(server.url + path, { headers })
const data = (path: string) => get(`/_next/data/compatibility${path}.json`)
const revalidate = (path: string, more = '') => get(`/api/revalidate?path=${encodeURIComponent(path)}${more}`)
const nextData = ({ text }: Visit) =>
  JSON.parse(/<script id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/.exec(text)?.[1] ?? 'null') as Record<string, unknown>
const isPrivate = 'private, no-cache, no-store, max-age=0, must-revalidate'

describe('a page and its data', () => {
  test('are made together, by one run of getStaticProps, whichever was asked for (B9)', async () => {
    site.source.set('/things/pair', page('Both'))
    expect((await data('/things/pair')).cache).toBe('MISS')
    expect(await get('/things/pair')).toMatchObject({ cache: 'HIT', text: expect.stringContaining('Both') as string })
    site.source.set('/things/pair', page('Both anew'))
    await revalidate('/things/pair')
    expect((await data('/things/pair')).text).toContain('Both anew')
    expect((await get('/things/pair')).text).toContain('Both anew')
    expect(site.source.requests('/things/pair')).toBe(2)
  })

  test('share one render when they are asked for at the same time (B127)', async () => {
    site.source.set('/things/shared', page('Shared'))
    const release = site.source.hold('/things/shared')
    const answers = [get('/things/shared'), data('/things/shared'), get('/things/shared')]
    await site.source.asked('/things/shared', 1)
    release()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(site.source.requests('/things/shared')).toBe(1)
  })

  test('say where the data come from (B48)', async () => {
    expect(JSON.parse((await data('/things/built')).text)).toEqual({
      pageProps: { name: 'Built', reason: 'build' },
      __N_SSG: true,
    })
    expect(JSON.parse((await data('/request')).text)).toEqual({ pageProps: { name: 'nobody' }, __N_SSP: true })
  })

  test('do not vary with the query of the data address (B53)', async () => {
    site.source.set('/things/queried', page('Queried'))
    const plain = await data('/things/queried')
    const queried = await get('/_next/data/compatibility/things/queried.json?name=x&id=y')
    expect(queried).toMatchObject({ text: plain.text, cache: 'HIT' })
    expect(site.source.requests('/things/queried')).toBe(1)
  })

  test('know the address of the page in both renders (B55)', async () => {
    await data('/deep/of/the%20page')
    expect((await get('/deep/of/the%20page')).text).toContain('of|the page as /deep/of/the%20page')
  })

  test('exist for listed paths only where fallback is false (B50)', async () => {
    expect((await data('/listed/one')).status).toBe(200)
    for (const answer of [await data('/listed/two'), await data('/listed/two')]) {
      expect(answer).toMatchObject({ status: 404, text: expect.stringContaining('Nothing here') as string })
      expect(answer.headers['cache-control']).toBe(isPrivate)
    }
  })

  test('are described in the document for the client runtime (B166)', async () => {
    expect(nextData(await get('/things/built'))).toMatchObject({
      props: { pageProps: { name: 'Built', reason: 'build' }, __N_SSG: true },
      page: '/things/[id]',
      query: { id: 'built' },
      buildId: 'compatibility',
      isFallback: false,
      gsp: true,
    })
    expect(nextData(await get('/plain'))).not.toHaveProperty('gsp')
  })
})

describe('the word of x-nextjs-cache', () => {
  test('is MISS for a first visit, with fallback or without (B33)', async () => {
    site.source.set('/things/first', page('First'))
    site.source.set('/shelled/first', page('First'))
    expect((await get('/things/first')).cache).toBe('MISS')
    expect((await get('/shelled/first')).cache).toBe('MISS')
  })

  test('is HIT or STALE for the visit after a first one (B6)', async () => {
    site.source.set('/things/short', page('Short', 1))
    await get('/things/short')
    expect((await get('/things/short')).cache).toMatch(/^(HIT|STALE)$/)
  })

  test('is HIT for a 404 that a revalidation found (B36)', async () => {
    site.source.set('/things/sold', page('Sold soon'))
    await get('/things/sold')
    site.source.set('/things/sold', { notFound: true })
    expect((await revalidate('/things/sold')).status).toBe(200)
    expect(await get('/things/sold')).toMatchObject({ status: 404, cache: 'HIT' })
  })
})

describe('a page over its life', () => {
  test('becomes a 404, a redirect and a page again (B13, B73, fault 43)', async () => {
    const path = '/things/moved'
    site.source.set(path, page('Here'))
    expect((await get(path)).status).toBe(200)
    site.source.set(path, { notFound: true })
    await revalidate(path)
    expect(await get(path)).toMatchObject({ status: 404, text: expect.stringContaining('Nothing here') as string })
    site.source.set(path, { redirect: { destination: '/plain', permanent: false } })
    await revalidate(path)
    expect(await get(path)).toMatchObject({ status: 307, headers: { location: '/plain' }, cache: 'HIT' })
    site.source.set(path, page('Back'))
    await revalidate(path)
    expect(await get(path)).toMatchObject({ status: 200, text: expect.stringContaining('Back') as string })
  })

  test('is asked again after its interval when the build found nothing (B71)', async () => {
    expect(await get('/moody')).toMatchObject({ status: 404, text: expect.stringContaining('Nothing here') as string })
    site.source.set('/moody', page('In the mood'))
    const seen = await visitUntil(`${server.url}/moody`, ({ status }) => status === 200)
    expect(seen.text).toContain('In the mood')
  })

  test('goes by the interval that its last render returned (B8)', async () => {
    const path = '/things/interval'
    site.source.set(path, page('Slow', 3600))
    await get(path)
    expect((await get(path)).headers['cache-control']).toMatch(/^s-maxage=3600,/)
    site.source.set(path, page('Quick', 5))
    await revalidate(path)
    expect((await get(path)).headers['cache-control']).toBe('s-maxage=5, stale-while-revalidate=31535995')
  })

  test('tells getStaticProps why it runs (B120, B167)', async () => {
    const reason = async (path: string) => (JSON.parse((await data(path)).text) as Reasoned).pageProps.reason
    site.source.set('/things/reason', page('Reason'))
    expect(await reason('/things/built')).toBe('build')
    expect(await reason('/things/reason')).toBe('stale')
    await revalidate('/things/reason')
    expect(await reason('/things/reason')).toBe('on-demand')
  })

  test('keeps what the caller of a revalidation sent out of its render (B121)', async () => {
    site.source.set('/things/sealed', page('Sealed'))
    const asked = await get('/api/revalidate?path=/things/sealed&name=secret', { 'x-secret': '1', cookie: 'a=secret' })
    expect(asked.status).toBe(200)
    expect((await get('/things/sealed')).text).not.toContain('secret')
  })
})

describe('res.revalidate', () => {
  test('works within the process, whatever host the caller named (B111)', async () => {
    site.source.set('/things/inside', page('Before'))
    await get('/things/inside')
    site.source.set('/things/inside', page('After'))
    const asked = await get('/api/revalidate?path=/things/inside', {
      host: 'nowhere.invalid',
      'x-forwarded-proto': 'x',
    })
    expect(asked.text).toBe('{"revalidated":true}')
    expect((await get('/things/inside')).text).toContain('After')
  })

  test('renders at most once for each of two callers, who both see the change', async () => {
    site.source.set('/things/twice', page('Before'))
    await get('/things/twice')
    site.source.set('/things/twice', page('After'))
    const callers = [revalidate('/things/twice'), revalidate('/things/twice')]
    expect((await Promise.all(callers)).map(({ status }) => status)).toEqual([200, 200])
    expect((await get('/things/twice')).text).toContain('After')
    expect(site.source.requests('/things/twice')).toBeLessThanOrEqual(3)
  })
})

interface Reasoned {
  readonly pageProps: { readonly reason: string }
}

describe('fallback', () => {
  test('true has one shell for all paths, which is no page (B60, B63)', async () => {
    site.source.set('/shelled/[id]', page('The page whose name is the pattern'))
    const shells = [await get('/shelled/a'), await get('/shelled/b')]
    for (const shell of shells) {
      expect(nextData(shell)).toMatchObject({ isFallback: true, query: {}, page: '/shelled/[id]' })
      expect(shell).toMatchObject({ status: 200, cache: 'MISS', text: expect.stringContaining('Loading') as string })
      expect(shell.headers['cache-control']).toBe(isPrivate)
    }
    expect((await data('/shelled/%5Bid%5D')).text).toContain('The page whose name is the pattern')
    expect((await get('/shelled/c')).text).toContain('Loading')
  })

  test('blocking never shows a shell (B66)', async () => {
    site.source.set('/things/awaited', page('Awaited'))
    const first = await get('/things/awaited')
    expect(first.text).toContain('<p>page</p>')
    expect(nextData(first)).toMatchObject({ isFallback: false })
  })
})

describe('addresses', () => {
  test.each(['/things/%E0%A4', '/things/%', '/%c0%ae%c0%ae/x'])('%s cannot be read: 400 (B89, B90)', async (path) => {
    expect(await sendRaw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    )
  })

  test.each([
    '/..%2f..%2fpackage.json',
    '/things/..%2f..%2f..%2fpackage.json',
    '/_next/static/..%2f..%2fmanifest.json',
  ])('%s leads to nothing outside of the site (B94)', async (target) => {
    site.source.set('/things/../../../package.json', { notFound: true })
    const answer = await visit(server.url, { target })
    expect(answer.text).not.toContain('compatibility-site')
    expect([307, 308, 400, 404]).toContain(answer.status)
  })
})

describe('the build', () => {
  test('warns of large data, and names the page and both sizes (B151)', () => {
    expect(built).toContain('data for page "/large"')
    expect(built).toMatch(/200 kB which exceeds the threshold of 128 kB/)
  })

  test('tells data functions that it is one, and runs them in the folder of the site (B152, B154)', async () => {
    expect((await get('/phase')).text).toContain(`phase-production-build in ${site.directory}`)
  })

  test('is described by the manifest of its deployment, under the id that generateBuildId gave (B148, B149)', async () => {
    const file = join(site.directory, '.everfresh/deployments/compatibility/manifest.json')
    const manifest = JSON.parse(await readFile(file, 'utf8')) as { id: string; routes: { pattern: string }[] }
    expect(manifest.id).toBe('compatibility')
    expect(manifest.routes.find(({ pattern }) => pattern === '/shelled/[id]')).toMatchObject({
      kind: 'static-props',
      fallback: true,
    })
  })

  test('ends with a table of routes, how they are made, their intervals and pages (B150)', () => {
    const row = (pattern: string) => built.split('\n').find((line) => line.includes(` ${pattern} `)) ?? ''
    expect(row('/plain')).toMatch(/^\s*○\s+\/plain\s/)
    expect(row('/listed/[id]')).toMatch(/^\s*●\s+\/listed\/\[id\]\s+60 s\s+1\s/)
    expect(row('/request')).toMatch(/^\s*ƒ\s+\/request\s/)
    expect(built).toContain('regenerated as shown')
  })
})

test('no header is meant for the CDN of one vendor: caches in front see what clients see (B31)', async () => {
  const { headers } = await get('/things/built')
  expect(headers['cache-control']).toBe('s-maxage=31536000')
  expect(Object.keys(headers).filter((name) => /vercel|cdn-cache-control|surrogate/.test(name))).toEqual([])
})

test('OPTIONS on a page that is rendered per request is a bad request (B45)', async () => {
  expect(await visit(`${server.url}/request`, { method: 'OPTIONS' })).toMatchObject({ status: 400, text: '' })
})
