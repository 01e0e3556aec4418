/** Writes the generated products into an empty database. */
import type Database from 'libsql'
import { paletteBySlug } from '../art/palettes.ts'
import { categoryBySlug } from './departments.ts'
import { generateProducts, type GeneratedProduct } from './generate-products.ts'
import { indexes, schemaVersion, tables } from './schema.ts'

/** Fills `database` in one transaction, calling `progress` twenty times with the number of products done. */
export function fillDatabase(
  database: Database.Database,
  productCount: number,
  progress: (done: number) => void = () => {},
): void {
  // The file is not in use yet: when the machine stops now, it is thrown away and made again.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.exec('BEGIN')
  database.exec(tables)
  // Bytes of words held back before they are sorted into the index: one large heap is quicker than many small ones.
  database.exec("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 64000000)")
  insertProducts(database, productCount, progress)
  database.exec(indexes)
  database.exec(`PRAGMA user_version = ${schemaVersion}`)
  database.exec('COMMIT')
  database.exec('ANALYZE')
}

function insertProducts(database: Database.Database, productCount: number, progress: (done: number) => void): void {
  const product = database.prepare('INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const index = database.prepare(
    'INSERT INTO search_index (rowid, name, brand, category, colour, sku, description) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const step = Math.ceil(productCount / 20)
  let id = 0
  for (const made of generateProducts(productCount)) {
    id++
    product.run(id, ...columnsOf(made))
    index.run(id, ...searchableTextOf(made))
    if (id % step === 0 || id === productCount) progress(id)
  }
}

function columnsOf(made: GeneratedProduct): unknown[] {
  const { sku, category, brand, name, priceCents, listPriceCents, stock, description } = made
  const facts = [made.rating, made.reviewCount, made.palette, made.picture, JSON.stringify(made.details), made.rank]
  return [sku, category, brand, name, priceCents, listPriceCents, stock, description, ...facts]
}

function searchableTextOf(made: GeneratedProduct): string[] {
  const category = categoryBySlug(made.category)!.name
  const colour = paletteBySlug(made.palette)!.name
  return [made.name, made.brand, category, colour, made.sku, made.description]
}
