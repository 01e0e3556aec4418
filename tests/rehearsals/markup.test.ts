/** What two frameworks write differently for the same page reads the same, and what a visitor would notice does not. */
import { expect, test } from 'vitest'
import { markupOf, pageDataOf, withoutHashes } from './markup.ts'

const body = (html: string) => markupOf(`<!doctype html><html><head></head><body>${html}</body></html>`).body

test('one line per element and text, attributes in order, comments gone', () => {
  expect(body('<p id="b" class="z y">one <!-- -->and<!-- --> two <b>three</b></p>')).toEqual([
    '<body>',
    '  <p class="y z" id="b">',
    '    one and two',
    '    <b>',
    '      three',
  ])
})

test('scripts, styles and their hints are machinery, structured data and other links are content', () => {
  const { head } = markupOf(`<head><script src="/_next/static/a.js"></script><style>a{}</style>
    <link rel="preload" as="script" href="/_next/static/a.js"><link rel="stylesheet" href="/_next/static/a.css">
    <link rel="canonical" href="/a"><script type="application/ld+json">{"a":1}</script></head>`)
  expect(head).toEqual([
    '<head>',
    '  <link href="/a" rel="canonical">',
    '  <script type="application/ld+json">',
    '    {"a":1}',
  ])
})

test.each([
  ['jRGweq_title _6QaVoW_wide', 'title wide'],
  ['_title_1x3df_4 _wide-part_b-_0a_12', 'title wide-part'],
  ['plain hljs-keyword', 'hljs-keyword plain'],
])('the classes %s are %s', (classes, plain) => {
  expect(body(`<i class="${classes}"></i>`)[1]).toBe(`  <i class="${plain}">`)
})

test('a blurred copy, drawn in whatever way, is a blurred copy', () => {
  const style = 'color:red;background-size:cover;background-image:url(&quot;data:image/svg+xml,%3Csvg&quot;)'
  expect(body(`<img style="${style}">`)[1]).toBe('  <img style="color:red;blurred-copy">')
})

test('the ids that useId makes are the same', () => {
  expect(body('<label for="_R_1a_"></label><input id="«r3»"><p id="room_R_1">')).toEqual([
    '<body>',
    '  <label for="useId">',
    '  <input id="useId">',
    '  <p id="room_R_1">',
  ])
})

test.each([
  ['/_next/static/media/harbour.0a1b2c3d.jpg', '/_next/static/harbour.jpg'],
  ['/_next/static/assets/harbour-B1x_-9aZ.jpg', '/_next/static/harbour.jpg'],
  [
    '/_next/image?url=%2F_next%2Fstatic%2Fmedia%2Fharbour.0a1b2c3d.jpg&w=64&q=75',
    '/_next/image?url=%2F_next%2Fstatic%2Fharbour.jpg&w=64&q=75',
  ],
  ['/harbour.0a1b2c3d.jpg', '/harbour.0a1b2c3d.jpg'],
])('%s is %s', (address, plain) => {
  expect(withoutHashes(address)).toBe(plain)
})

test("the page's data are read without the id of the build", () => {
  const data = '{"props":{"pageProps":{}},"page":"/","buildId":"x1"}'
  expect(pageDataOf(`<script id="__NEXT_DATA__" type="application/json">${data}</script>`)).toEqual({
    props: { pageProps: {} },
    page: '/',
    buildId: '…',
  })
  expect(pageDataOf('<p></p>')).toBeUndefined()
})
