/** What getStaticProps may return beside good props, at run time and in a build. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copySite, runCli } from '../support/site.ts'
import { isOwn500, openFaultySite, type FaultySite } from './faulty-site.ts'

let site: FaultySite
beforeAll(async () => {
  site = await openFaultySite()
})
afterAll(() => site?.remove())

describe('at run time', () => {
  test.each(['NaN', 'Infinity', 'zero', 'negative', 'fraction', 'text', 'null', 'object'])(
    'a revalidate of %s is an error, and leaves what was there (B157–B159, B161, fault 35)',
    async (value) => {
      site.tell(`cold-${value}`, 'revalidate', value)
      isOwn500(await site.page(`/things/cold-${value}`))
      site.mend(`kept-${value}`, 'Kept')
      await site.page(`/things/kept-${value}`)
      site.tell(`kept-${value}`, 'revalidate', value)
      expect((await site.revalidate(`/things/kept-${value}`)).status).toBe(500)
      expect(await site.page(`/things/kept-${value}`)).toMatchObject({
        status: 200,
        cache: expect.stringMatching(/HIT|STALE/),
        text: expect.stringContaining('<h1>Kept</h1>'),
      })
      await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain(`/things/cold-${value}`)
    },
  )

  test.each(['circular', 'bigint'])('props that JSON has no word for (%s) are an error (fault 34)', async (value) => {
    site.tell(`props-${value}`, 'props', value)
    isOwn500(await site.page(`/things/props-${value}`))
    isOwn500(await site.page(`/things/props-${value}`))
    expect(site.source.requests(`/things/props-${value}`)).toBe(2)
  })

  test.each([
    ['date', { value: '1970-01-01T00:00:00.000Z' }],
    ['undefined', {}],
    ['function', {}],
  ])('props that JSON.stringify puts up with (%s) are what it makes of them (B161)', async (value, sent) => {
    site.tell(`props-${value}`, 'props', value)
    expect((await site.page(`/things/props-${value}`)).status).toBe(200)
    const { pageProps } = JSON.parse((await site.data(`/things/props-${value}`)).text)
    expect(pageProps).toEqual({ name: 'Odd props', ...sent })
  })

  test('text that would end the script, or the line, comes through whole and harmless (fault 71)', async () => {
    const text = '</script><script>alert(1)</script><!--<script>]]>\u2028\u2029&amp;"\\\'\0\u{1f600}'
    const hostile = { text, __proto__x: 1, '</script>': '<!--' }
    site.source.set('/props', hostile)
    expect((await site.revalidate('/props')).status).toBe(200)
    const page = await site.page('/props')
    expect(page.text).not.toContain('alert(1)</script>')
    expect(page.text.match(/<script/g)?.length).toBe(page.text.match(/<\/script>/g)?.length)
    const raw = /<script id="__NEXT_DATA__" type="application\/json"[^>]*>(.*?)<\/script>/s.exec(page.text)?.[1] ?? ''
    expect(raw).not.toMatch(/[<>\u2028\u2029]/)
    expect(JSON.parse(raw).props.pageProps).toEqual(hostile)
    expect(JSON.parse((await site.data('/props')).text).pageProps).toEqual(hostile)
  })

  test('a `__proto__` key in props is data, and pollutes nothing (fault 70)', async () => {
    // `JSON.parse` makes it an own key, as a CMS would deliver it.
    site.source.set('/props', JSON.parse('{"text":"plain","nested":{"__proto__":{"polluted":true},"constructor":1}}'))
    expect((await site.revalidate('/props')).status).toBe(200)
    const data = await site.data('/props')
    expect(data.text).toContain('"__proto__":{"polluted":true}')
    site.mend('unpolluted', 'Unpolluted')
    expect((await site.data('/things/unpolluted')).text).not.toContain('polluted":true')
    const { pageProps } = JSON.parse(data.text)
    expect(pageProps.nested.polluted).toBeUndefined()
    expect(Object.keys(pageProps.nested)).toEqual(['__proto__', 'constructor'])
  })
})

describe('in a build', () => {
  test('every page whose props are no JSON is named, with the place in them (B145, B155–B162)', async () => {
    const page = (returned: string) =>
      `export default () => null\nconst circular = {}; circular.self = circular\nexport const getStaticProps = () => (${returned})`
    const copy = await copySite('faulty', {
      'pages/props.js': 'export default () => null',
      'pages/closed/[id].js': 'export default () => null',
      'pages/bad/date.js': page('{ props: { a: [{ when: new Date(0) }] } }'),
      'pages/bad/undefined.js': page('{ props: { "a-b": undefined } }'),
      'pages/bad/circular.js': page('{ props: { circular } }'),
      'pages/bad/bigint.js': page('{ props: { big: 10n } }'),
      'pages/bad/function.js': page('{ props: { call() {} } }'),
      'pages/bad/nothing.js': page('undefined'),
      'pages/bad/extra.js': page('{ props: {}, title: 1 }'),
      'pages/bad/zero.js': page('{ props: {}, revalidate: 0 }'),
      'pages/bad/redirect.js': page('{ redirect: { destination: "/", permanent: false } }'),
    })
    try {
      const { exitCode, output } = await runCli(copy.directory, ['build', copy.directory])
      expect(exitCode).toBe(1)
      expect(output).toContain('Export encountered errors on 9 paths:')
      for (const part of [
        'Error serializing `.a[0].when` returned from `getStaticProps` in "/bad/date".\nReason: `object` ("[object Date]") cannot be serialized as JSON.',
        'Error serializing `["a-b"]` returned from `getStaticProps` in "/bad/undefined".\nReason: `undefined` cannot be serialized as JSON. Please use `null` or omit this value.',
        'Error serializing `.circular.self` returned from `getStaticProps` in "/bad/circular".\nReason: Circular references cannot be expressed in JSON (references: `.circular`).',
        'Error serializing `.big` returned from `getStaticProps` in "/bad/bigint".\nReason: `bigint` cannot be serialized as JSON.',
        'Error serializing `.call` returned from `getStaticProps` in "/bad/function".\nReason: `function` cannot be serialized as JSON.',
        'Your `getStaticProps` function did not return an object. Did you forget to add a `return`?',
        'Additional keys were returned from `getStaticProps`.',
        "A page's revalidate option can not be less than or equal to zero for /bad/zero.",
        '`redirect` can not be returned from getStaticProps during prerendering (/bad/redirect)',
      ]) {
        expect(output).toContain(part)
      }
    } finally {
      await copy.remove()
    }
  })
})
