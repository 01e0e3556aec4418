import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ensureDatabase } from './create-database.ts'
import { openDatabase, type StoreDatabase } from './database.ts'
import { bestSellers, bestSellingSkus, deals, pagesShowing } from './products.ts'
import { productBySku, productsOfCategory, productsPerPage, relatedTo, updateProduct } from './products.ts'
import { countRender, renderCount, renderCounts } from './render-counts.ts'
import { matchExpression, searchProducts } from './search.ts'
import { adminPassword, webhookSecret } from './secrets.js'

const folder = mkdtempSync(path.join(tmpdir(), 'store-'))
const file = path.join(folder, 'store.db')
const silently = { productCount: 4000, report: () => {} }
let store: StoreDatabase

beforeAll(() => {
  ensureDatabase(file, silently)
  store = openDatabase(file)
})

afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('ensureDatabase', () => {
  it('leaves nothing but the database behind', () => {
    expect(readdirSync(folder).filter((name) => !/^store\.db(-wal|-shm)?$/.test(name))).toEqual([])
  })

  it('leaves a database alone that is there already', () => {
    const before = statSync(file).ino
    ensureDatabase(file, silently)
    expect(statSync(file).ino).toBe(before)
  })

  it('is done once when several processes want it at the same time', async () => {
    const contested = path.join(folder, 'contested', 'store.db')
    const script = `
      import { ensureDatabase } from ${JSON.stringify(new URL('./create-database.ts', import.meta.url).href)}
      ensureDatabase(${JSON.stringify(contested)}, { productCount: 8000 })`
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script]
    const outputs = await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, args)))
    expect(outputs.filter(({ stdout }) => stdout.includes('Created'))).toHaveLength(1)
    expect(readdirSync(path.dirname(contested))).toEqual(['store.db'])
  })

  it('takes over from a creator that crashed', () => {
    const orphaned = path.join(folder, 'orphaned.db')
    const longAgo = new Date(Date.now() - 60_000)
    writeFileSync(`${orphaned}.creating`, '1')
    utimesSync(`${orphaned}.creating`, longAgo, longAgo)
    ensureDatabase(orphaned, { ...silently, productCount: 40 })
    expect([existsSync(orphaned), existsSync(`${orphaned}.creating`)]).toEqual([true, false])
  })
})

describe('openDatabase', () => {
  it('refuses a database of another version and says what to do', () => {
    const other = path.join(folder, 'other.db')
    const database = new Database(other)
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(() => openDatabase(other)).toThrow(/other\.db was made by another version .* Delete it/)
  })
})

describe('products', () => {
  it('shows a category in pages without gaps, best sellers first', () => {
    const pages = [1, 2, 3, 4, 5].map((page) => productsOfCategory('rugs', page, store))
    expect(pages[0]).toMatchObject({ total: 100, pageCount: 5 })
    const skus = pages.flatMap(({ products }) => products.map(({ sku }) => sku))
    expect(new Set(skus).size).toBe(100)
    expect(pages[0]?.products).toHaveLength(productsPerPage)
    expect(productsOfCategory('rugs', 6, store).products).toEqual([])
  })

  it('knows the best sellers and the deals', () => {
    expect(bestSellers(5, store).map(({ sku }) => sku)).toEqual(bestSellingSkus(5, store))
    for (const { priceCents, listPriceCents } of deals(5, store)) expect(listPriceCents).toBeGreaterThan(priceCents)
  })

  it('relates every product of a category to others of it, the last ones to the first', () => {
    for (const { sku } of productsOfCategory('knives', 5, store).products) {
      const related = relatedTo(productBySku(sku, store)!, 4, store)
      expect(related.map(({ category }) => category)).toEqual(['knives', 'knives', 'knives', 'knives'])
      expect(related.map((other) => other.sku)).not.toContain(sku)
    }
  })

  it('changes what is given and nothing else, for every connection at once', () => {
    const other = openDatabase(file)
    const before = productBySku('ck-00001', other)!
    expect(updateProduct('ck-00001', { stock: 3 }, store)).toEqual({ ...before, stock: 3 })
    expect(productBySku('ck-00001', other)).toEqual({ ...before, stock: 3 })
    updateProduct('ck-00001', { priceCents: 4200, stock: 0 }, other)
    expect(productBySku('ck-00001', store)).toEqual({ ...before, stock: 0, priceCents: 4200 })
    other.close()
  })

  it('knows nothing of products that do not exist', () => {
    expect(productBySku("' OR 1 = 1 --", store)).toBeUndefined()
    expect(updateProduct('nothing', { stock: 1 }, store)).toBeUndefined()
  })

  it('names the pages that show a product', () => {
    expect(pagesShowing(productBySku('ck-00002', store)!)).toEqual(['/products/ck-00002', '/categories/cookware', '/'])
  })
})

describe('searchProducts', () => {
  it('finds names, brands, colours, categories and article numbers, whatever the case and the ending', () => {
    const { name, brand } = productBySku('ck-00007', store)!
    expect(searchProducts(name, 1, 'relevance', store).products.map(({ sku }) => sku)).toContain('ck-00007')
    expect(searchProducts('CK-00007', 1, 'relevance', store).products.map(({ sku }) => sku)).toEqual(['ck-00007'])
    expect(searchProducts(brand.toUpperCase(), 1, 'relevance', store).total).toBeGreaterThan(0)
    expect(searchProducts('terracotta saucepans', 1, 'relevance', store).total).toBeGreaterThan(0)
    expect(searchProducts('sauc', 1, 'relevance', store).total).toBeGreaterThan(0)
  })

  it('sorts by price', () => {
    const prices = searchProducts('oak', 1, 'cheapest', store).products.map(({ priceCents }) => priceCents)
    expect(prices.length).toBeGreaterThan(3)
    expect(prices).toEqual([...prices].sort((first, second) => first - second))
    expect(searchProducts('oak', 1, 'dearest', store).products[0]!.priceCents).toBeGreaterThan(prices[0]!)
  })

  it('shows the matches page by page', () => {
    const first = searchProducts('cotton', 1, 'relevance', store)
    const second = searchProducts('cotton', 2, 'relevance', store)
    expect(first.pageCount).toBe(Math.ceil(first.total / productsPerPage))
    expect(second.products.map(({ sku }) => sku)).not.toContain(first.products[0]!.sku)
  })

  it.each([
    '"',
    '*',
    'AND',
    'name:',
    '(',
    'oak OR',
    'oak -pine',
    '^oak',
    "'; DROP TABLE products; --",
    '{}',
    'NEAR(a b)',
    '\u0000',
  ])('takes %j for words, never for syntax', (query) => {
    expect(searchProducts(query, 1, 'relevance', store).total).toBeGreaterThanOrEqual(0)
    expect(productBySku('ck-00001', store)).toBeDefined()
  })

  it('looks for nothing when there is nothing to look for', () => {
    expect([matchExpression(''), matchExpression('?!'), matchExpression('the')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(searchProducts(' ', 1, 'relevance', store)).toEqual({ products: [], total: 0, pageCount: 0 })
  })
})

describe('render counts', () => {
  it('counts per page, for all connections of the process together', () => {
    const other = openDatabase(file)
    countRender('/products/x', store)
    countRender('/products/x', other)
    countRender('/', other)
    expect(renderCounts(store)).toEqual({ '/products/x': 2, '/': 1 })
    expect([renderCount('/products/x', other), renderCount('/never', other)]).toEqual([2, 0])
    other.close()
  })

  it('forgets processes that are gone', () => {
    const gone = 2 ** 22 + 7
    store.run('INSERT INTO processes VALUES (900, ?, 0)', gone)
    store.run("INSERT INTO render_counts VALUES (900, '/old', 5)")
    const other = openDatabase(file)
    countRender('/new', other)
    expect(store.rows('SELECT * FROM render_counts WHERE process_id = 900')).toEqual([])
    other.close()
  })

  it('begins again for a process that has the number of an earlier one', () => {
    store.run('INSERT INTO processes VALUES (901, ?, 1000)', process.pid)
    store.run("INSERT INTO render_counts VALUES (901, '/earlier', 5)")
    const other = openDatabase(file)
    expect(renderCount('/earlier', other)).toBe(0)
    other.close()
  })
})

describe('secrets', () => {
  it('are made up once, told once, and readable by nobody else', () => {
    vi.stubEnv('STORE_DATABASE', '')
    const said = vi.spyOn(console, 'log').mockReturnValue()
    const secret = webhookSecret(folder)
    expect(secret).toMatch(/^[\w-]{24}$/)
    expect(webhookSecret(folder)).toBe(secret)
    expect(adminPassword(folder)).not.toBe(secret)
    expect(said).toHaveBeenCalledTimes(2)
    expect(statSync(path.join(folder, '.data', 'webhook-secret')).mode & 0o777).toBe(0o600)
    said.mockRestore()
    vi.unstubAllEnvs()
  })

  it('come from the environment when they are there', () => {
    vi.stubEnv('STORE_WEBHOOK_SECRET', 'given')
    expect(webhookSecret(folder)).toBe('given')
    vi.unstubAllEnvs()
  })
})
