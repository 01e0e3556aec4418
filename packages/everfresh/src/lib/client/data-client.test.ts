import { describe, expect, test } from 'vitest'
import { createDataClient, type DataClientOptions } from './data-client.ts'

interface Asked {
  readonly url: string
  readonly init: RequestInit
}

function open(answer: () => Response | Promise<Response>, more: Partial<DataClientOptions> = {}) {
  const asked: Asked[] = []
  const client = createDataClient({
    async fetch(input, init = {}) {
      asked.push({ url: String(input), init })
      return answer()
    },
    origin: 'https://site.test',
    buildId: 'b1',
    deploymentId: undefined,
    isDevelopment: false,
    style: { basePath: '', trailingSlash: false },
    keep: true,
    ...more,
  })
  return { client, asked }
}

const page = (pathname: string) => ({ pathname, search: '?q=1', route: { data: 'static' } })
const props = (n: number) => new Response(JSON.stringify({ pageProps: { n }, __N_SSG: true }))
const counting = () => {
  let n = 0
  return () => props(++n)
}

test('every request asks the server whether the browser holds the current version (B183)', async () => {
  const { client, asked } = open(counting())
  await client.prefetch(page('/a'))
  await client.load(page('/b'))
  client.touch(page('/b'))
  expect(asked.map(({ init }) => [init.method, init.cache])).toEqual([
    ['GET', 'no-cache'],
    ['GET', 'no-cache'],
    ['HEAD', 'no-cache'],
  ])
})

test('requests name themselves, and prefetches say so (B170, B172)', async () => {
  const { client, asked } = open(counting())
  await client.prefetch(page('/a'))
  await client.load(page('/b'))
  expect(asked.map(({ init }) => init.headers)).toEqual([
    { 'x-nextjs-data': '1', purpose: 'prefetch' },
    { 'x-nextjs-data': '1' },
  ])
})

describe('kept data', () => {
  test('are known by their absolute data URL, without a query (B171)', async () => {
    const { client } = open(counting())
    await client.load(page('/'))
    await client.load(page('/index/a'))
    expect(Object.keys(client.kept)).toEqual([
      'https://site.test/_next/data/b1/index.json',
      'https://site.test/_next/data/b1/index/index/a.json',
    ])
  })

  test('are shared by visits at the same time', async () => {
    const { client, asked } = open(counting())
    const [first, second] = await Promise.all([client.load(page('/a')), client.load(page('/a'))])
    expect(asked).toHaveLength(1)
    expect(first).toBe(second)
  })

  test('are replaced when fresh ones are asked for', async () => {
    const { client } = open(counting())
    await client.load(page('/a'))
    expect(await client.load(page('/a'), { fresh: true })).toMatchObject({ props: { pageProps: { n: 2 } } })
    expect(await client.load(page('/a'))).toMatchObject({ props: { pageProps: { n: 2 } } })
  })

  test('are replaced by a fresh prefetch once it is there, and used until then', async () => {
    let release = () => undefined as void
    const waiting = new Promise<void>((resolve) => (release = resolve))
    let n = 0
    const { client } = open(async () => {
      const own = ++n
      if (own === 2) await waiting
      return props(own)
    })
    await client.prefetch(page('/a'))
    const refresh = client.prefetch(page('/a'), { fresh: true })
    expect(await client.load(page('/a'))).toMatchObject({ props: { pageProps: { n: 1 } } })
    release()
    await refresh
    expect(await client.load(page('/a'))).toMatchObject({ props: { pageProps: { n: 2 } } })
  })

  test('survive a refresh that fails', async () => {
    let isDown = false
    const { client } = open(() => (isDown ? Promise.reject(new TypeError('no network')) : props(1)))
    await client.prefetch(page('/a'))
    isDown = true
    await client.prefetch(page('/a'), { fresh: true })
    expect(await client.load(page('/a'))).toMatchObject({ props: { pageProps: { n: 1 } } })
  })

  test.each([
    ['missing pages', () => new Response('{"notFound":true}', { status: 404 })],
    ['redirects', () => new Response(JSON.stringify({ pageProps: { __N_REDIRECT: '/' } }))],
    ['errors', () => new Response('{}', { status: 500 })],
  ])('never are %s, which may change', async (_name, answer) => {
    const { client, asked } = open(answer)
    await client.load(page('/a'))
    await client.load(page('/a'))
    expect(asked).toHaveLength(2)
    expect(Object.keys(client.kept)).toEqual([])
  })

  test('are bounded in number', async () => {
    const { client } = open(counting())
    for (let index = 0; index < 600; index++) await client.load(page(`/${index}`))
    const urls = Object.keys(client.kept)
    expect(urls).toHaveLength(500)
    expect(urls[0]).toContain('/100.json')
  })

  test('do not exist in development and preview', async () => {
    const { client, asked } = open(counting(), { keep: false })
    await client.load(page('/a'))
    await client.load(page('/a'))
    await client.prefetch(page('/a'))
    client.touch(page('/a'))
    expect(asked.map(({ init }) => init.method)).toEqual(['GET', 'GET'])
  })
})

test('a link that comes into view again is not prefetched again, whatever the first answer was', async () => {
  const { client, asked } = open(() => new Response('{"notFound":true}', { status: 404 }))
  await client.prefetch(page('/a'))
  await client.prefetch(page('/a'))
  expect(asked).toHaveLength(1)
  await client.prefetch(page('/a'), { fresh: true })
  expect(asked).toHaveLength(2)
})

test('data of pages rendered per request keep their query and are never kept', async () => {
  const { client, asked } = open(counting())
  const server = { pathname: '/a', search: '?q=1', route: { data: 'server' } }
  await client.load(server)
  await client.load(server)
  await client.prefetch(server)
  expect(asked.map(({ url }) => url)).toEqual(Array(2).fill('https://site.test/_next/data/b1/a.json?q=1'))
})

test('in development an error is asked for once, and comes with its explanation', async () => {
  const { client, asked } = open(() => new Response('<h1>broken</h1>', { status: 500 }), { isDevelopment: true })
  expect(await client.load(page('/a'), { attempts: 3 })).toEqual({
    kind: 'unusable',
    status: 500,
    errorPage: '<h1>broken</h1>',
  })
  expect(asked).toHaveLength(1)
})

test('an answer of this very deployment is used, one of another is not (B38)', async () => {
  const answer = () => new Response('{"pageProps":{}}', { headers: { 'x-nextjs-deployment-id': 'd2' } })
  const other = open(answer, { deploymentId: 'd1' })
  expect(await other.client.load(page('/a'))).toEqual({ kind: 'unusable', status: 200 })
  const same = open(answer, { deploymentId: 'd2' })
  expect(await same.client.load(page('/a'))).toMatchObject({ kind: 'props' })
})

test('a client error is not tried again, a server error as often as asked', async () => {
  const broken = open(() => new Response('', { status: 503 }))
  expect(await broken.client.load(page('/a'), { attempts: 3 })).toEqual({ kind: 'unusable', status: 503 })
  expect(broken.asked).toHaveLength(3)
  const missing = open(() => new Response('', { status: 404 }))
  await missing.client.load(page('/a'), { attempts: 3 })
  expect(missing.asked).toHaveLength(1)
})
