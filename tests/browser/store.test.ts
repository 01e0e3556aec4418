/** The example store as a customer, its staff and its warehouse use it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signatureOf } from '../../examples/store/data/signature.js'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { useChromium, type Tab } from './chromium.ts'

const chromium = useChromium()
const secret = 'shared with the warehouse'
const password = 'known to the staff'
let site: SiteCopy
let data: string
let server: RunningSite
let url: string

beforeAll(async () => {
  site = await copySite(fileURLToPath(new URL('../../examples/store', import.meta.url)))
  data = await mkdtemp(join(tmpdir(), 'everfresh-store-'))
  const env = {
    STORE_DATABASE: join(data, 'store.db'),
    STORE_WEBHOOK_SECRET: secret,
    STORE_ADMIN_PASSWORD: password,
  }
  await buildSite(site.directory, { env })
  server = await startSite(site.directory, { env })
  url = server.url
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
  await rm(data, { recursive: true, force: true })
})

async function openTab(path: string): Promise<Tab> {
  const tab = await chromium.tab()
  await tab.open(url + path)
  await tab.mark()
  return tab
}

/** Opens the first product of the list that is shown, by its link. */
async function openFirstProduct(page: Page): Promise<string> {
  const link = page.locator('main article h3 a').first()
  const sku = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  await link.click()
  await page.locator(`main article[data-sku="${sku}"]`).waitFor()
  return sku
}

const product = (page: Page) => page.locator('main article[data-sku]').first()
const stockOf = async (page: Page): Promise<number> => Number(await product(page).getAttribute('data-stock'))

async function tell(message: { sku: string; stock: number; price?: number }, signature?: string): Promise<number> {
  const body = JSON.stringify(message)
  const headers = { 'content-type': 'application/json', 'x-store-signature': signature ?? signatureOf(body, secret) }
  return (await visit(`${url}/api/webhooks/inventory`, { method: 'POST', headers, body })).status
}

async function renders(path: string): Promise<number> {
  const { text } = await visit(`${url}/api/render-counts?path=${path}`)
  return (JSON.parse(text) as { count: number }).count
}

test('a customer goes from the home page to a full cart without one page being loaded anew', async () => {
  const tab = await openTab('/')
  const { page } = tab
  await page.getByRole('link', { name: 'Shop cookware' }).click()
  await page.getByRole('heading', { name: 'Cookware', level: 1 }).waitFor()
  const sku = await openFirstProduct(page)
  const price = Number(await product(page).getAttribute('data-price'))

  const search = page.getByRole('search')
  const place = await search.boundingBox()
  await page.getByLabel('Quantity').selectOption('2')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByText('2 are in your cart').waitFor()
  await page.locator('header [data-cart-count="2"]').waitFor()
  expect(await search.boundingBox(), 'nothing moves when the number appears').toEqual(place)
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.getByRole('heading', { name: 'Your cart' }).waitFor()

  const line = page.locator(`li[data-sku="${sku}"]`)
  await line.getByRole('button', { name: /one .* more/i }).click()
  await line.locator('[data-quantity="3"]').waitFor()
  const goods = Math.round(price * 300)
  const total = Number(await page.locator('[data-total]').getAttribute('data-total'))
  expect([goods, goods + 595]).toContain(total)
  expect(await tab.isMarked()).toBe(true)

  await page.reload()
  await line.locator('[data-quantity="3"]').waitFor()
  await line.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('There is nothing in it yet.').waitFor()
})

test('a customer searches and opens what was found', async () => {
  const tab = await openTab('/')
  const { page } = tab
  await page.getByRole('searchbox', { name: 'Search the store' }).fill('walnut desk')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Results for “walnut desk”' }).waitFor()
  await tab.hydrated()
  expect(Number(await page.locator('[data-result-count]').getAttribute('data-result-count'))).toBeGreaterThan(0)
  await openFirstProduct(page)
  expect((await tab.text('h1')).toLowerCase()).toContain('desk')
})

test('a product that was never visited is made at once, and kept', async () => {
  const tab = await openTab('/categories/cookware/40')
  const sku = await openFirstProduct(tab.page)
  expect(await visit(`${url}/products/${sku}`)).toMatchObject({ status: 200, cache: 'HIT' })
  expect(await renders(`/products/${sku}`)).toBe(1)
})

test('staff log in and save a price, and the product has it at once', async () => {
  const tab = await openTab('/admin')
  const { page } = tab
  await page.getByLabel('Password').fill('a guess')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByText('That is not the password.').waitFor()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('button', { name: 'Log out' }).waitFor()

  const row = page.locator('main form', { has: page.getByLabel('Price, $') }).first()
  await row.getByLabel('Price, $').fill('123.45')
  await row.getByLabel('Stock').fill('31')
  await row.getByRole('button', { name: /^Save/ }).click()
  const saved = page.getByRole('status')
  await saved.waitFor()
  await saved.getByRole('link').click()
  await product(page).waitFor()
  expect(await product(page).getAttribute('data-price')).toBe('123.45')
  expect(await stockOf(page)).toBe(31)
  expect(await product(page).textContent()).toContain('$123.45')
})

test('the warehouse tells a new stock: the open page shows it on reload, and each page was made once more', async () => {
  const tab = await openTab('/')
  const { page } = tab
  const sku = await openFirstProduct(page)
  const path = `/products/${sku}`
  const stock = (await stockOf(page)) + 5
  // Now all of them are new: none is old enough to be made again because it is visited.
  expect(await tell({ sku, stock: stock - 1 })).toBe(200)
  const before = [await renders(path), await renders('/')]
  expect(await tell({ sku, stock })).toBe(200)
  await page.reload()
  expect(await stockOf(page)).toBe(stock)
  const after = [await renders(path), await renders('/')]
  expect(after.map((count, index) => count - before[index]!)).toEqual([1, 1])

  expect(await tell({ sku, stock: 1 }, 'sha256=forged')).toBe(401)
  expect(await tell({ sku, stock: -1 })).toBe(400)
  expect(await tell({ stock: 1 } as never)).toBe(400)
  expect(await tell({ sku: 'no-such-product', stock: 1 })).toBe(404)
  await page.reload()
  expect(await stockOf(page)).toBe(stock)
})

test('a product that is sold out cannot be put into the cart, on navigation as well', async () => {
  const tab = await openTab('/')
  const sku = await tab.page.locator('main article h3 a').nth(3).getAttribute('href')
  expect(await tell({ sku: sku?.split('/').at(-1) ?? '', stock: 0 })).toBe(200)
  await tab.page.locator('main article h3 a').nth(3).click()
  await tab.page.getByRole('button', { name: 'Sold out' }).waitFor()
  expect(await tab.page.getByRole('button', { name: 'Sold out' }).isDisabled()).toBe(true)
})

test('a page that does not exist is the store’s own 404', async () => {
  const tab = await chromium.tab()
  tab.allow(/404 \(Not Found\)/)
  await tab.open(`${url}/products/no-such-thing`)
  expect(await tab.page.getByRole('link', { name: /Larch/ }).count()).toBeGreaterThan(0)
})

test('without JavaScript everything works but the cart', async () => {
  const { page } = await chromium.tab({ javaScriptEnabled: false })
  await page.goto(url)
  await page.getByText('All departments').click()
  await page.getByRole('link', { name: 'Cookware', exact: true }).first().click()
  expect(await page.textContent('h1')).toBe('Cookware')
  await openFirstProduct(page)
  expect(await stockOf(page)).toBeGreaterThan(0)
  await page.getByRole('searchbox').fill('merino socks')
  await page
    .getByRole('button', { name: 'Search the store' })
    .or(page.getByRole('button', { name: 'Search' }))
    .click()
  expect(await page.textContent('h1')).toBe('Results for “merino socks”')
  await page.getByRole('link', { name: 'Prices and stock' }).click()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
  expect(await page.getByRole('button', { name: 'Log out' }).count()).toBe(1)
  await page.goto(`${url}/cart`)
  expect(await page.textContent('main')).toContain('needs JavaScript')
})

const widths = [390, 1280]
const paths = ['/', '/categories/cookware', '/departments/kitchen', '/search?q=lamp', '/cart', '/admin', '/delivery']

test.each(widths)('fits a screen of %i pixels', async (width) => {
  const tab = await chromium.tab({ viewport: { width, height: 844 } })
  const { page } = tab
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  for (const path of paths) {
    await tab.open(url + path)
    expect(await overflow(), path).toBe(0)
  }
  await tab.open(url)
  await openFirstProduct(page)
  expect(await overflow(), 'a product').toBe(0)
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.locator('[data-total]').waitFor()
  expect(await overflow(), 'a full cart').toBe(0)
})
