/** What a page can become: found, not found, moved; ahead of time, at the first visit, or never. HTML and data alike. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visit } from '../support/visitor.ts'
import { openFaultySite, type FaultySite } from './faulty-site.ts'

let site: FaultySite
beforeAll(async () => {
  site = await openFaultySite()
})
afterAll(() => site?.remove())

describe('a page that changes its kind', () => {
  const path = '/things/changing'
  const become = async (result: Record<string, unknown>) => {
    site.source.set(path, result)
    expect((await site.revalidate(path)).status).toBe(200)
  }

  test('is not found, then a page, then moved, and all over again, in HTML and data (B13, B20, B21, B51, B71–B76)', async () => {
    for (const round of [1, 2]) {
      await become({ notFound: true, revalidate: 60 })
      const gone = await site.page(path)
      expect(gone).toMatchObject({ status: 404, cache: 'HIT', text: expect.stringContaining('Our own 404') })
      expect(gone.headers['cache-control']).toBe('s-maxage=60, stale-while-revalidate=31535940')
      const goneData = await site.data(path)
      expect(goneData).toMatchObject({ status: 404, text: '{"notFound":true}' })
      expect(goneData.headers['cache-control']).toBe('s-maxage=60, stale-while-revalidate=31535940')

      await become({ props: { name: `Found ${round}` }, revalidate: 70 })
      expect(await site.page(path)).toMatchObject({ status: 200, cache: 'HIT' })
      expect(JSON.parse((await site.data(path)).text)).toEqual({
        pageProps: { name: `Found ${round}` },
        __N_SSG: true,
      })

      await become({ redirect: { destination: '/ssr', permanent: false }, revalidate: 80 })
      const moved = await site.page(path)
      expect({ status: moved.status, location: moved.headers.location }).toEqual({ status: 307, location: '/ssr' })
      expect(moved.headers['cache-control']).toBe('s-maxage=80, stale-while-revalidate=31535920')
      const movedData = await site.data(path)
      expect(movedData.status).toBe(200)
      expect(JSON.parse(movedData.text)).toEqual({
        pageProps: { __N_REDIRECT: '/ssr', __N_REDIRECT_STATUS: 307 },
        __N_SSG: true,
      })
    }
  })

  test('a permanent redirect is a 308 and says so twice; other statuses are as given (B76)', async () => {
    await become({ redirect: { destination: '/ssr', permanent: true } })
    expect(await site.page(path)).toMatchObject({ status: 308, headers: { location: '/ssr', refresh: '0;url=/ssr' } })
    await become({ redirect: { destination: '/ssr', statusCode: 303 } })
    expect((await site.page(path)).status).toBe(303)
  })

  test('an invalid redirect, or one that leads into the headers, leaves the last version (B79, fault 58)', async () => {
    await become({ props: { name: 'Stays' } })
    for (const redirect of [
      { destination: '/a', permanent: 'yes' },
      { destination: '/a', permanent: true, statusCode: 308 },
      { destination: '/a', statusCode: 200 },
      { destination: 7, permanent: true },
    ]) {
      site.source.set(path, { redirect })
      expect((await site.revalidate(path)).status).toBe(500)
      expect(await site.page(path)).toMatchObject({ status: 200, text: expect.stringContaining('<h1>Stays</h1>') })
    }
    site.source.set(path, { redirect: { destination: '/a\r\nSet-Cookie: stolen=1', permanent: false } })
    await site.revalidate(path)
    expect((await site.page(path)).headers['set-cookie']).toBeUndefined()
  })

  test('is served as it was while it becomes another kind by time (B2, B72, B73)', async () => {
    const timed = '/things/timed'
    site.source.set(timed, { notFound: true, revalidate: 1 })
    expect((await site.page(timed)).status).toBe(404)
    site.source.set(timed, { props: { name: 'Here now' }, revalidate: 1 })
    await setTimeout(1100)
    expect(await site.page(timed)).toMatchObject({ status: 404, cache: 'STALE' })
    await expect.poll(async () => (await site.page(timed)).status, { timeout: 10_000 }).toBe(200)
  })
})

describe('fallback', () => {
  const googlebot = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }
  const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.0.0 Safari/537.36' }

  test('false: only what was listed exists, in HTML and data, and nothing can be added (B50, B58)', async () => {
    expect(await site.page('/closed/listed')).toMatchObject({ status: 200, cache: 'HIT' })
    site.source.set('/closed/other', { props: { name: 'Other' } })
    const other = await site.page('/closed/other')
    expect(other).toMatchObject({ status: 404, text: expect.stringContaining('Our own 404') })
    expect(other.headers['cache-control']).toMatch(/private.*no-store/)
    expect((await site.data('/closed/other')).status).toBe(404)
    const refused = await site.revalidate('/closed/other')
    expect(JSON.parse(refused.text)).toEqual({ message: 'Failed to revalidate /closed/other: Invalid response 404' })
    expect((await site.page('/closed/other')).status).toBe(404)
    expect(site.source.requests('/closed/other')).toBe(0)

    site.source.set('/closed/listed', { props: { name: 'Changed' }, revalidate: false })
    expect((await site.revalidate('/closed/listed')).status).toBe(200)
    expect((await site.page('/closed/listed')).text).toContain('<h1>Changed</h1>')
  })

  test('blocking: never a shell, and one entry for HTML and data (B5, B9, B49, B66)', async () => {
    site.mend('blocking', 'Blocking')
    const data = await site.data('/things/blocking')
    expect({ status: data.status, cache: data.cache }).toEqual({ status: 200, cache: 'MISS' })
    expect(await site.page('/things/blocking')).toMatchObject({
      cache: 'HIT',
      text: expect.stringContaining('Blocking'),
    })
    expect(site.source.requests('/things/blocking')).toBe(1)
  })

  test('true: a browser gets the shell, which generates nothing; its data request does (B19, B49, B60, B61)', async () => {
    const path = '/waiting/first'
    site.source.set(path, { props: { name: 'Waited for' }, revalidate: 60 })
    for (let visits = 0; visits < 3; visits += 1) {
      const shell = await visit(site.server.url + path, { headers: browser })
      expect(shell).toMatchObject({ status: 200, cache: 'MISS', text: expect.stringContaining('<p>Loading</p>') })
      expect(shell.text).toContain('"isFallback":true')
      expect(shell.headers['cache-control']).toMatch(/private.*no-store/)
    }
    expect(site.source.requests(path)).toBe(0)
    const data = await site.data(path)
    expect(data.status).toBe(200)
    expect(data.headers['cache-control']).toBe('s-maxage=60, stale-while-revalidate=31535940')
    const whole = await visit(site.server.url + path, { headers: browser })
    expect(whole).toMatchObject({ cache: 'HIT', text: expect.stringContaining('<h1>Waited for first</h1>') })
    expect(site.source.requests(path)).toBe(1)
  })

  test('true: a bot waits for the page, which is stored for everybody (B64)', async () => {
    const path = '/waiting/crawled'
    site.source.set(path, { props: { name: 'Crawled' } })
    const seen = await visit(site.server.url + path, { headers: googlebot })
    expect(seen).toMatchObject({ status: 200, text: expect.stringContaining('<h1>Crawled crawled</h1>') })
    const later = await visit(site.server.url + path, { headers: browser })
    expect(later).toMatchObject({ cache: 'HIT', text: expect.stringContaining('<h1>Crawled crawled</h1>') })
  })

  test('true: a path that turns out to be missing or moved is that for the next visit (B67, B68)', async () => {
    site.source.set('/waiting/gone', { notFound: true })
    site.source.set('/waiting/moved', { redirect: { destination: '/ssr', permanent: false } })
    for (const id of ['gone', 'moved']) {
      expect(await site.page(`/waiting/${id}`)).toMatchObject({ status: 200, text: expect.stringContaining('Loading') })
    }
    expect(await site.data('/waiting/gone')).toMatchObject({ status: 404, text: '{"notFound":true}' })
    expect((await site.data('/waiting/moved')).text).toContain('"__N_REDIRECT":"/ssr"')
    expect((await site.page('/waiting/gone')).status).toBe(404)
    expect(await site.page('/waiting/moved')).toMatchObject({ status: 307, headers: { location: '/ssr' } })
  })

  test('true: the literal path of the shell is a page like any other (B63, B93)', async () => {
    site.source.set('/waiting/[id]', { props: { name: 'Literal' } })
    const data = await site.data('/waiting/%5Bid%5D')
    expect({ status: data.status, requests: site.source.requests('/waiting/[id]') }).toEqual({
      status: 200,
      requests: 1,
    })
    expect((await site.page('/waiting/unvisited')).text).toContain('Loading')
  })
})
