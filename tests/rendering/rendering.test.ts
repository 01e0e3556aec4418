/** What sites are made of works the same when built and in development: on the server, and after hydration in browsers. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, useChromium, type Tab } from '../browser/chromium.ts'
import { runNode } from '../support/child-process.ts'
import { devSite, startCli, startSite, type RunningSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { openRenderingSite, type RenderingSite } from './rendering-site.ts'

const chromium = useChromium()
let site: RenderingSite
/** What the build wrote, by stream. */
const printed = { stdout: '', stderr: '' }

beforeAll(async () => {
  site = await openRenderingSite()
  const build = startCli(site.directory, ['build', site.directory], site.env)
  build.process.stdout?.on('data', (text: string) => (printed.stdout += text))
  build.process.stderr?.on('data', (text: string) => (printed.stderr += text))
  if ((await build.exited).code !== 0) throw new Error(build.logs())
})
afterAll(() => site?.remove())

async function browserFiles(): Promise<string> {
  const [id = ''] = await readdir(join(site.directory, '.everfresh/deployments'))
  const folder = join(site.directory, '.everfresh/deployments', id, 'client')
  const names = await readdir(folder, { recursive: true })
  const scripts = names.filter((name) => name.endsWith('.js'))
  return (await Promise.all(scripts.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}

test('every import has its types, without next being installed', async () => {
  const compiler = fileURLToPath(import.meta.resolve('typescript/package.json')).replace(/package\.json$/, 'bin/tsc')
  // The framework is read from its sources here, which are written for these options.
  const options = [
    '--customConditions',
    'everfresh-source',
    '--allowImportingTsExtensions',
    '--exactOptionalPropertyTypes',
  ]
  const check = runNode([compiler, '-p', site.directory, ...options], site.directory)
  expect((await check.exited).code, check.logs()).toBe(0)
})

describe('a build', () => {
  test('prints what pages write to the console, but for methods that are removed (B154)', () => {
    expect(printed.stdout).toContain('data function says hello')
    expect(printed.stderr).toContain('data function complains')
    expect(printed.stdout + printed.stderr).not.toContain('babbles')
  })

  test('leaves out of browsers what is for the server, and what is for tests', async () => {
    const code = await browserFiles()
    expect(code).toContain('Loaded later')
    for (const secret of ['read-me.txt', 'node:os', 'geysir', 'data-testid', 'says hello']) {
      expect(code).not.toContain(secret)
    }
  })
})

const serve = { start: startSite, dev: devSite }

describe.each(['start', 'dev'] as const)('everfresh %s', (command) => {
  let server: RunningSite
  beforeAll(async () => {
    if (command === 'dev') {
      // Sites in JavaScript have their paths in another file, and may leave them out where there is a base URL.
      await rm(join(site.directory, 'tsconfig.json'))
      await site.write('jsconfig.json', '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./*"] } } }')
    }
    server = await serve[command](site.directory, { env: site.env })
  })
  afterAll(() => server?.stop())

  const textOf = async (path: string) => (await visit(server.url + path)).text
  async function openTab(path: string): Promise<Tab> {
    const tab = await chromium.tab()
    await tab.open(server.url + path)
    await tab.mark()
    return tab
  }
  const styleOf = ({ page }: Tab, selector: string, property: string) =>
    page.locator(selector).evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property)

  test('the document has the styles that the page declared while it was rendered', async () => {
    const html = await textOf('/')
    const head = html.slice(0, html.indexOf('</head>'))
    expect(head).toMatch(/<style id="__jsx-\d+">p\.jsx-\d+\{color:green;?\}button\.jsx-\d+\{border-width:1px;?\}/)
    expect(head).toMatch(/<style id="__jsx-\d+">body\{background:ivory;?\}/)
    expect(head).toMatch(/<style data-styled[^>]*>[^<]*color:teal/)
    expect(html).toMatch(/<h1 id="title"( data-testid="title")? class="[^"]*Title-sc-[^"]+">Rendered</)
  })

  test('_app has its initial props, and _document enhances what it renders (B168)', async () => {
    const html = await textOf('/items/one')
    expect(html).toContain('data-greeting="hello /items/[id]"')
    expect(html).toContain('<body data-rendered="Item">')
  })

  test('lazy components are in the document', async () => {
    expect(await textOf('/')).toContain('<p id="lazy">Loaded later</p>')
  })

  test('every kind of style applies, before and after hydration', async () => {
    const tab = await openTab('/')
    expect(await styleOf(tab, '#scoped', 'color')).toBe('rgb(0, 128, 0)')
    expect(await styleOf(tab, '#title', 'color')).toBe('rgb(0, 128, 128)')
    expect(await styleOf(tab, '#resolved', 'color')).toBe('rgb(255, 165, 0)')
    expect(await styleOf(tab, 'body', 'background-color')).toBe('rgb(255, 255, 240)')
    expect(await styleOf(tab, '#tailwind', 'text-decoration-line')).toBe('underline')
    expect(await styleOf(tab, '#sass', 'color')).toBe('rgb(102, 51, 153)')
    await tab.page.click('button')
    await eventually(() => tab.text('button')).toBe('2')
    // The rule follows the state, and nothing of the page's own styles is there twice.
    expect(await tab.page.locator('style[id^="__jsx-"]').count()).toBeLessThanOrEqual(4)
  })

  test('data functions read files from the site, modules by paths of tsconfig.json, and the configuration', async () => {
    const html = await textOf('/data')
    expect(html).toContain('<li id="file">read from the working directory</li>')
    expect(html).toContain('<li id="names">from the base URL, written by Babel</li>')
    expect(html).toContain('<li id="facts">42</li>')
    expect(html).toContain('<li id="secret">geysir</li>')
    expect(html).toContain('<li id="config">Iceland</li>')
    expect(html).toContain('<em id="plain" title="Shared">plain</em>')
  })

  test('what pages write to the console while they are served is printed (B154)', async () => {
    await eventually(async () => {
      await textOf('/data')
      return server.logs()
    }).toMatch(/data function says hello[^]*data function complains/)
    expect(server.logs().includes('data function babbles')).toBe(command === 'dev')
  })

  test('images and drawings are imported with their sizes', async () => {
    const tab = await openTab('/data')
    expect(await tab.page.locator('#drawing').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(8)
    expect(await tab.page.locator('#dot').getAttribute('width')).toBe('1')
    expect(await tab.text('#config')).toBe('Iceland')
  })

  test('CommonJS packages give their default and every name, on the server and in browsers', async () => {
    expect(await textOf('/data')).toContain('<li id="leaf">leaf default, leaf first, leaf second</li>')
    const tab = await openTab('/data')
    expect(await tab.text('#leaf')).toBe('leaf default, leaf first, leaf second')
    // The site's own files may be CommonJS as well.
    expect(await tab.text('#site')).toBe('Shared 42 Shared')
    expect(await textOf('/data')).toContain('<li id="site">Shared 42 Shared</li>')
  })

  test('packages that import next share the router and the head with the site, ESM and CommonJS alike', async () => {
    const html = await textOf('/libraries')
    expect(html).toContain('at /libraries, context /libraries')
    expect(html).toMatch(/<meta name="esm" content="yes"[^>]*>/)
    expect(html).toMatch(/<meta name="cjs" content="CommonJS"[^>]*>/)
    expect(html).toContain('<p id="kind">CommonJS, CommonJS extra</p>')
    for (const library of ['esm', 'cjs']) {
      const tab = await openTab('/libraries')
      expect(await tab.text(`#${library}`)).toContain('at /libraries')
      await tab.page.click(`#${library}-link`)
      await tab.page.locator('#title').waitFor()
      expect(await tab.isMarked()).toBe(true)
    }
  })

  test('fonts of next/font are served by the site itself', async () => {
    const tab = await openTab('/fonts')
    const family = await styleOf(tab, '#class', 'font-family')
    expect(family).toMatch(/^["']?__square_\w+["']?, serif$/)
    expect(await styleOf(tab, '#style', 'font-family')).toBe(family)
    expect(await styleOf(tab, '#variable', 'font-family')).toBe(family)
    expect(await styleOf(tab, '#mono', 'font-family')).toMatch(/^["']?__mono_\w+["']?, monospace$/)
    const loaded = () =>
      tab.page.evaluate(() =>
        [...document.fonts].filter(({ status }) => status === 'loaded').map(({ weight }) => weight),
      )
    await eventually(loaded).toEqual(['400', '400'])
    expect(
      tab.requests.every((request) => request.url().startsWith(server.url) || request.url().startsWith('data:')),
    ).toBe(true)
  })

  test('a page in MDX has components, and data functions that stay on the server (B154)', async () => {
    const html = await textOf('/guide')
    expect(html).toContain('<h1>A guide in Markdown</h1>')
    expect(html).toMatch(/<em id="plain" title="Shared">component<\/em> and string props/)
    const tab = await openTab('/guide')
    expect(await tab.text('#plain')).toBe('component')
  })

  test('the hooks of next/navigation tell what the router knows', async () => {
    expect(await textOf('/items/one?color=red')).toContain('<p id="where">/items/one one color= /items/[id]</p>')
    const tab = await openTab('/items/one?color=red')
    await eventually(() => tab.text('#where')).toBe('/items/one one color=red /items/[id]')
    await tab.page.click('#push')
    await eventually(() => tab.text('#where')).toBe('/items/four four color=red /items/[id]')
    expect(await tab.isMarked()).toBe(true)
  })

  test('a form of next/form navigates with its fields in the query string', async () => {
    const tab = await openTab('/items/one')
    await tab.page.fill('input', 'green & blue')
    await tab.page.click('#form button >> nth=0')
    await eventually(() => tab.text('#where')).toBe('/items/two two color=green & blue /items/[id]')
    expect(new URL(tab.page.url()).search).toBe('?color=green+%26+blue&how=pressed')
    await tab.page.click('#elsewhere')
    await eventually(() => tab.text('#where')).toBe('/items/three three color=green & blue /items/[id]')
    expect(await tab.isMarked()).toBe(true)
  })

  test('reportWebVitals of _app and useReportWebVitals hear how fast the page was', async () => {
    const tab = await openTab('/items/one')
    const told = (name: string) => tab.page.evaluate((key) => Reflect.get(window, key) as string[] | undefined, name)
    await eventually(() => told('vitals')).toContain('custom:Next.js-hydration')
    await eventually(() => told('vitals')).toContain('web-vital:TTFB')
    await eventually(() => told('measured')).toContain('TTFB')
  })
})
