/** The site written after the guides, in a browser: forms, errors, lazy code, scripts, layouts, logins. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, useChromium, type Tab } from '../browser/chromium.ts'
import { serveGuides, type GuidesSite } from './guides-site.ts'

const chromium = useChromium()
let site: GuidesSite
beforeAll(async () => void (site = await serveGuides()))
afterAll(() => site?.remove())

async function openTab(path: string): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(site.url + path)
  await tab.mark()
  return tab
}
const path = ({ page }: Tab) => page.url().slice(site.url.length)
const counted = ({ page }: Tab) => page.evaluate(() => (Reflect.get(globalThis, 'counted') as string[]).toSorted())

test('a form that a script sends shows what is wrong, then leads to what it made', async () => {
  const tab = await openTab('/forms')
  tab.allow(/400 \(Bad Request\)/)
  await tab.page.click('#scripted button')
  await eventually(() => tab.text('#failed')).toBe('A title is required')
  await tab.page.fill('[name=title]', 'My Title')
  await tab.page.click('#scripted button')
  await eventually(() => tab.text('h1')).toBe('Post: my title')
  expect([path(tab), await tab.isMarked()]).toEqual(['/posts/my%20title', true])
})

test('forms that the browser sends are answered, with a redirect or with files read from the stream', async () => {
  const tab = await openTab('/forms')
  await tab.page.fill('[name=email]', 'ada@example.org')
  await tab.page.click('#native button')
  await eventually(() => tab.text('h1')).toBe('Thank you')
  expect(path(tab)).toBe('/forms/thanks')
  // What the route sends is no document of the site, and has no icon.
  tab.allow(/favicon.ico/)
  await tab.page.goto(`${site.url}/forms`)
  await tab.page.click('#upload button')
  await eventually(() => tab.text('h1')).toBe('Hello Ada')
})

test('an error of a component is caught by the boundary in _app, and forgotten again', async () => {
  const tab = await openTab('/broken')
  tab.allow(/Clicked/)
  await tab.page.click('#break')
  await eventually(() => tab.text('#boundary')).toBe('Oops, there is an error!')
  await tab.page.click('#again')
  await eventually(() => tab.text('#break')).toBe('Break')
})

test('an error of the server on the way to a page is shown as a document (B173)', async () => {
  const tab = await openTab('/')
  tab.allow(/500 \(Internal Server Error\)/)
  await tab.page.evaluate(() => void window.next?.router.push('/failing?fail=1'))
  await eventually(() => tab.text('#error')).toBe('An error 500 occurred on server')
  expect(await tab.isMarked()).toBe(false)
})

test('variables are written into the code by their whole names only', async () => {
  const tab = await openTab('/env')
  await eventually(() => tab.text('#looked')).toBe('[null,null]')
  expect(await tab.text('#analytics')).toBe('abcdefghijk')
  const scripts = await Promise.all(
    tab.requests
      .filter((request) => request.url().endsWith('.js'))
      .map(async (request) => (await request.response())!.text()),
  )
  expect(scripts.join('\n')).toContain('abcdefghijk')
  expect(scripts.join('\n')).not.toMatch(/postgres:|BEGIN KEY|held back/)
})

test('code loads when it is needed: components, named exports, browser-only ones, libraries', async () => {
  const tab = await openTab('/lazy')
  expect(await tab.text('#header')).toBe('Loaded on its own')
  expect(await tab.text('#hello')).toBe('Hello from a named export')
  await eventually(() => tab.text('#window')).toBe('/lazy in a browser')
  const before = tab.requests.length
  await tab.page.fill('[placeholder=Search]', 'e')
  await eventually(() => tab.text('#results')).toBe('Joe,Bel,Lee')
  expect(tab.requests.slice(before).map((request) => request.url())).toEqual([expect.stringContaining('names')])
})

test('scripts run once, each in its time, and say so', async () => {
  const tab = await openTab('/scripts')
  tab.allow(/404 \(Not Found\)/)
  await eventually(() => tab.text('#told')).toBe('after loaded,after ready,lazy loaded,missing failed')
  await eventually(() => counted(tab)).toEqual(['after', 'document', 'early', 'inline', 'inner', 'lazy'])
  await tab.page.evaluate(() => window.next?.router.push('/worker'))
  await tab.page.evaluate(() => window.next?.router.push('/scripts'))
  await eventually(() => tab.text('#told')).toBe('after ready,missing failed')
  await eventually(() => counted(tab)).toEqual(['after', 'document', 'early', 'inline', 'inner', 'lazy'])
})

test('a layout keeps its state from page to page', async () => {
  const tab = await openTab('/dashboard')
  await tab.page.click('nav button')
  await tab.page.fill('[name=search]', 'kept')
  await tab.page.getByRole('link', { name: 'Settings' }).click()
  await eventually(() => tab.text('h1')).toBe('Settings')
  expect(await tab.text('nav button')).toBe('1')
  expect(await tab.page.inputValue('[name=search]')).toBe('kept')
})

test('styles: the whole site’s and those of a component', async () => {
  const tab = await openTab('/')
  const styleOf = (selector: string, name: string) =>
    tab.page
      .locator(selector)
      .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name)
  expect(await styleOf('body', 'max-width')).toBe('680px')
  expect(await styleOf('button', 'background-color')).toBe('rgb(200, 0, 0)')
})

test('a page without data functions learns its query after hydration (B11)', async () => {
  const tab = await openTab('/automatic?a=1&b=2&b=3')
  await eventually(() => tab.text('#query')).toBe('{"a":"1","b":["2","3"]}')
})

test('links to dynamic routes carry what they are given (B91)', async () => {
  const tab = await openTab('/')
  await tab.page.getByRole('link', { name: 'A post' }).click()
  await eventually(() => tab.text('h1')).toBe('Post: a b')
  expect([path(tab), await tab.text('#from')]).toEqual(['/posts/a%20b?from=home', 'home'])
  await tab.page.goBack()
  await tab.page.getByRole('link', { name: 'Another post' }).click()
  await eventually(() => tab.text('h1')).toBe('Post: c/d')
  expect(await tab.isMarked()).toBe(true)
})

test('getInitialProps runs on the server at first, then in the browser', async () => {
  const tab = await openTab('/stars')
  expect(await tab.text('#ran')).toBe('server /stars /stars {}')
  await tab.page.getByRole('link', { name: 'Again' }).click()
  await eventually(() => tab.text('#ran')).toBe('browser /stars /stars?again=1 {"again":"1"}')
  expect(await tab.isMarked()).toBe(true)
})

test('a visitor is asked to log in, logs in, and logs out', async () => {
  const tab = await openTab('/')
  tab.allow(/401 \(Unauthorized\)/)
  await tab.page.evaluate(() => window.next?.router.push('/profile'))
  await eventually(() => path(tab)).toBe('/login')
  await tab.page.fill('[name=email]', 'ada@example.org')
  await tab.page.fill('[name=password]', 'shut')
  await tab.page.click('button')
  await eventually(() => tab.text('#refused')).toBe('Invalid credentials.')
  await tab.page.fill('[name=password]', 'open')
  await tab.page.click('button')
  await eventually(() => tab.text('h1')).toBe('Profile of ada')
  expect(await tab.isMarked()).toBe(true)
  await tab.page.goto(`${site.url}/api/auth/logout`)
  expect(path(tab)).toBe('/login')
})

test('an editor goes from draft to draft by links, and comes back to what is published (B105)', async () => {
  const tab = await openTab('/drafts/first')
  expect(await tab.text('h1')).toBe('Published')
  await tab.page.goto(`${site.url}/api/draft?secret=MY_SECRET_TOKEN&slug=first`)
  await tab.hydrated()
  expect([path(tab), await tab.text('h1')]).toEqual(['/drafts/first', 'Draft'])
  await tab.page.getByRole('link', { name: 'Next' }).click()
  await eventually(() => tab.text('h1')).toBe('Second draft')
  // What the route sends is no document of the site, and has no icon.
  tab.allow(/favicon.ico/)
  await tab.page.goto(`${site.url}/api/disable-draft`)
  await tab.open(`${site.url}/drafts/first`)
  expect(await tab.text('h1')).toBe('Published')
})
