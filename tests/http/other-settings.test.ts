/** The same site below a base path, and with slashes at the end of its URLs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildIdOf } from '../support/visitor.ts'
import { openHostileSite, type HostileSite } from './hostile-site.ts'

let site: HostileSite

describe('basePath (B100)', () => {
  beforeAll(async () => {
    site = await openHostileSite({ BASE_PATH: '/docs' })
  })
  afterAll(() => site?.remove())

  test('pages, data, files and assets are below it, and nothing is beside it', async () => {
    const home = await site.ask('/docs')
    expect(home).toMatchObject({ status: 200, cache: 'HIT' })
    const id = buildIdOf(home)
    expect(home.text).toContain('href="/docs/posts/one"')
    const asset = /src="(\/docs\/_next\/static\/[^"]+\.js)"/.exec(home.text)![1]!
    for (const target of [
      '/docs/posts/one',
      `/docs/_next/data/${id}/index.json`,
      `/docs/_next/data/${id}/posts/one.json`,
      '/docs/robots.txt',
      '/docs/nested/a%20file.txt',
      '/docs/api/echo',
      '/docs/ssr',
      asset,
    ]) {
      expect({ target, status: (await site.ask(target)).status }).toEqual({ target, status: 200 })
      const beside = target.slice('/docs'.length)
      expect({ beside, status: (await site.ask(beside)).status }).toEqual({ beside, status: 404 })
    }
    for (const target of ['/', '/docsposts/one', '/docs/docs/posts/one', '/Docs']) {
      expect({ target, status: (await site.ask(target)).status }).toEqual({ target, status: 404 })
    }
  })

  test('redirects stay below it', async () => {
    expect(await site.ask('/docs/')).toMatchObject({ status: 308, headers: { location: '/docs' } })
    expect(await site.ask('/docs/posts/one/?a=1')).toMatchObject({
      status: 308,
      headers: { location: '/docs/posts/one?a=1' },
    })
    await site.ask('/docs/moved')
    await expect
      .poll(async () => (await site.ask('/docs/moved')).headers.location, { timeout: 10_000 })
      .toBe('/docs/posts/one')
  })

  test('health is found with it and without', async () => {
    for (const target of ['/docs/_everfresh/health', '/_everfresh/health', '/_everfresh/health?ready']) {
      expect((await site.ask(target)).status).toBe(200)
    }
  })
})

describe('trailingSlash (B95)', () => {
  beforeAll(async () => {
    site = await openHostileSite({ TRAILING_SLASH: '1' })
  })
  afterAll(() => site?.remove())

  test('pages end in a slash, files and data do not, and the other form leads to it with its query', async () => {
    const home = await site.ask('/')
    const id = buildIdOf(home)
    expect(home.text).toContain('href="/posts/one/"')
    for (const target of ['/', '/posts/one/', '/ssr/', '/robots.txt', `/_next/data/${id}/posts/one.json`]) {
      expect({ target, status: (await site.ask(target)).status }).toEqual({ target, status: 200 })
    }
    for (const [target, location] of [
      ['/posts/one', '/posts/one/'],
      ['/posts/one?a=1', '/posts/one/?a=1'],
      ['/robots.txt/', '/robots.txt'],
    ] as const) {
      expect(await site.ask(target)).toMatchObject({ status: 308, headers: { location } })
    }
  })

  test('both forms, and the data, are one entry', async () => {
    const id = buildIdOf(await site.ask('/'))
    site.source.forget()
    expect(await site.ask('/posts/two/')).toMatchObject({ cache: 'MISS' })
    expect(await site.ask(`/_next/data/${id}/posts/two.json`)).toMatchObject({ cache: 'HIT' })
    expect(site.source.requests('/posts/two')).toBe(1)
  })
})
