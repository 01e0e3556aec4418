import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findFontCalls } from './font-calls.ts'
import { googleFont } from './google-font.ts'
import { localFont } from './local-font.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'everfresh-fonts-'))
  await writeFile(join(root, 'a.woff2'), 'a')
  await writeFile(join(root, 'b.ttf'), 'b')
})
afterEach(() => rm(root, { recursive: true }))

const callsIn = (code: string) => findFontCalls(code, '/site/page.tsx').calls
const call = (from: 'local' | 'google', text: string, imported = 'font') =>
  callsIn(
    `import ${from === 'local' ? 'font' : `{ ${imported} as font }`} from 'next/font/${from}'\nconst text = font(${text})`,
  )[0]!

test('a call is found by its import, whatever it is called, and its options are read without running it', () => {
  const code = `import local from 'next/font/local'
    import { Inter as Body } from 'next/font/google.js'
    const size = '1' + '2'
    const a: unknown = local({ src: \`./a\${size}.woff2\` })
    export const b = Body({ subsets: ['latin'] })`
  expect(callsIn(code)).toMatchObject([
    { from: 'next/font/local', imported: 'default', name: 'a', options: { src: './a12.woff2' } },
    { from: 'next/font/google', imported: 'Inter', name: 'b', options: { subsets: ['latin'] } },
  ])
})

test.each([
  ['const a = font({ src: process.env.FONT })', 'page.tsx:2', 'written out'],
  ['font({ src: "a" })', 'page.tsx:2', 'assigned to a constant'],
  ['use(font)', 'page.tsx:2', 'can only be called'],
])('refuses %s', (code, place, reason) => {
  const attempt = () => callsIn(`import font from 'next/font/local'\n${code}`)
  expect(attempt).toThrowError(expect.objectContaining({ code: 'INVALID_FONT' }) as Error)
  expect(attempt).toThrow(place)
  expect(attempt).toThrow(reason)
})

test('a local font has a rule for its file, its class and its variable', async () => {
  const options = `{ src: 'a.woff2', weight: '400', variable: '--text', fallback: ['Times New Roman', 'serif'] }`
  const { font, css } = await localFont(call('local', options), join(root, 'page.tsx'))
  const family = `__text_${font.className.slice('font_text_'.length)}`
  expect(font).toEqual({
    className: expect.stringMatching(/^font_text_\w{6}$/),
    variable: `${font.className}_variable`,
    style: { fontFamily: `'${family}', 'Times New Roman', serif`, fontWeight: 400 },
  })
  expect(css.split('\n')).toEqual([
    `@font-face { font-family: '${family}'; src: url("./a.woff2") format('woff2'); font-display: swap; font-weight: 400; }`,
    `.${font.className} { font-family: ${font.style.fontFamily}; font-weight: 400; }`,
    `.${font.className}_variable { --text: ${font.style.fontFamily}; }`,
  ])
})

test('a local font of several files leaves their weights and styles to the page', async () => {
  const src = `[{ path: './a.woff2', weight: '400' }, { path: './b.ttf', weight: '700', style: 'italic' }]`
  const { font, css } = await localFont(
    call('local', `{ src: ${src}, declarations: [{ prop: 'ascent-override', value: '90%' }] }`),
    join(root, 'page.tsx'),
  )
  expect(font.style).toEqual({ fontFamily: expect.stringMatching(/^'__text_/) })
  expect(css).toMatch(
    /b\.ttf"\) format\('truetype'\); font-display: swap; font-weight: 700; font-style: italic; ascent-override: 90%;/,
  )
})

test('another file under the same name is another font', async () => {
  const make = () => localFont(call('local', `{ src: './a.woff2' }`), join(root, 'page.tsx'))
  const before = await make()
  await writeFile(join(root, 'a.woff2'), 'changed')
  expect((await make()).font.className).not.toBe(before.font.className)
})

test('a missing file and wrong options are told with all that is wrong', async () => {
  const attempt = (options: string) => localFont(call('local', options), join(root, 'page.tsx'))
  await expect(attempt(`{ src: './c.woff2' }`)).rejects.toThrow(join(root, 'c.woff2'))
  const wrong = attempt(`{ src: 1, variable: 'text' }`)
  await expect(wrong).rejects.toThrow('src: must be a path, or a list of { path, weight, style }')
  await expect(wrong).rejects.toThrow('variable: must begin with "--"')
})

const sheet = `/* latin */
@font-face { font-family: 'X'; font-style: italic; font-weight: 100 900; src: url(https://fonts.test/x.woff2) format('woff2'); unicode-range: U+0000-00FF; }`

function service(answers: (query: string) => boolean) {
  const asked: string[] = []
  return {
    asked,
    origin: 'https://fonts.test',
    async stylesheet(queries: readonly string[]) {
      asked.push(...queries)
      if (queries.some(answers)) return sheet
      throw new Error('fonts.test cannot be reached')
    },
    fetched: async (url: string) => `./kept/${url.slice('https://fonts.test/'.length)}`,
  }
}

test('a font of Google has its own copy of each file', async () => {
  const fonts = service(() => true)
  const { css } = await googleFont(call('google', `{ display: 'block' }`, 'Open_Sans'), '/page.tsx', fonts, () => {})
  expect(fonts.asked).toEqual(['family=Open+Sans:wght@100..900&display=block', 'family=Open+Sans&display=block'])
  expect(css).toContain(
    `src: url("./kept/x.woff2") format('woff2'); font-display: block; font-weight: 100 900; font-style: italic;`,
  )
  expect(css).toContain('unicode-range: U+0000-00FF')
})

test('weights and styles are asked for in the order that the service wants', async () => {
  const fonts = service(() => true)
  const options = `{ weight: ['700', '400'], style: ['italic', 'normal'] }`
  await googleFont(call('google', options, 'Lora'), '/page.tsx', fonts, () => {})
  expect(fonts.asked).toEqual(['family=Lora:ital,wght@0,400;0,700;1,400;1,700&display=swap'])
})

test('a font that cannot be fetched shows its fallback, and is told of', async () => {
  const warnings: string[] = []
  const fonts = service(() => false)
  const options = `{ weight: '400', fallback: ['Arial'], variable: '--a' }`
  const { font, css } = await googleFont(call('google', options, 'Lora'), '/page.tsx', fonts, (text) =>
    warnings.push(text),
  )
  expect(font.style.fontFamily).toMatch(/^'__text_\w+', Arial$/)
  expect(css).not.toContain('@font-face')
  expect(warnings).toEqual([
    expect.stringMatching(/"Lora" \(\/page\.tsx\).*fonts\.test cannot be reached.*next\/font\/local/),
  ])
})
