/** Products as pages show them, and the queries behind the pages. */
import { database, type Row, type StoreDatabase } from './database.ts'

/** What a card in a list shows. */
export interface ProductCard {
  readonly sku: string
  readonly category: string
  readonly brand: string
  readonly name: string
  readonly priceCents: number
  readonly listPriceCents: number | null
  readonly stock: number
  /** Tenths of stars. */
  readonly rating: number
  readonly reviewCount: number
  /** Address of the picture. */
  readonly picture: string
}

export interface Product extends ProductCard {
  readonly description: string
  readonly palette: string
  readonly details: Readonly<Record<string, string>>
  readonly rank: number
}

export interface ProductPage {
  readonly products: readonly ProductCard[]
  readonly total: number
  readonly pageCount: number
}

export const productsPerPage = 24

const cardColumns =
  'sku, category, brand, name, price_cents, list_price_cents, stock, rating, review_count, palette, picture'

export const productBySku = (sku: string, from: StoreDatabase = database()): Product | undefined => {
  const row = from.row(`SELECT ${cardColumns}, description, details, rank FROM products WHERE sku = ?`, sku)
  return row === undefined ? undefined : productOf(row)
}

/** The `count` article numbers that sell best, best first. */
export const bestSellingSkus = (count: number, from: StoreDatabase = database()): string[] =>
  from.rows('SELECT sku FROM products ORDER BY rank LIMIT ?', count).map((row) => row.sku as string)

export const bestSellers = (count: number, from: StoreDatabase = database()): ProductCard[] =>
  from.rows(`SELECT ${cardColumns} FROM products ORDER BY rank LIMIT ?`, count).map(cardOf)

/** The best-selling products that cost less than they did, none of the best sellers among them. */
export const deals = (count: number, from: StoreDatabase = database()): ProductCard[] =>
  from
    .rows(
      `SELECT ${cardColumns} FROM products WHERE list_price_cents IS NOT NULL AND rank > 40 ORDER BY rank LIMIT ?`,
      count,
    )
    .map(cardOf)

/** One page of a category, best sellers first; pages count from 1. */
export function productsOfCategory(category: string, page: number, from: StoreDatabase = database()): ProductPage {
  const total = Number(from.row('SELECT count(*) AS total FROM products WHERE category = ?', category)?.total ?? 0)
  const rows = from.rows(
    `SELECT ${cardColumns} FROM products WHERE category = ? ORDER BY rank LIMIT ? OFFSET ?`,
    category,
    productsPerPage,
    (page - 1) * productsPerPage,
  )
  return { products: rows.map(cardOf), total, pageCount: Math.ceil(total / productsPerPage) }
}

/** The best sellers of several categories, `each` of every one. */
export const bestSellersOf = (
  categories: readonly string[],
  each: number,
  from: StoreDatabase = database(),
): ProductCard[] =>
  categories.flatMap((category) =>
    from
      .rows(`SELECT ${cardColumns} FROM products WHERE category = ? ORDER BY rank LIMIT ?`, category, each)
      .map(cardOf),
  )

/** Products of the same category that sell about as well; the worst sellers get the best ones. */
export function relatedTo(product: Product, count: number, from: StoreDatabase = database()): ProductCard[] {
  const next = `SELECT ${cardColumns} FROM products WHERE category = ? AND rank > ? ORDER BY rank LIMIT ?`
  const rows = from.rows(next, product.category, product.rank, count)
  const wrapped = rows.length < count ? from.rows(next, product.category, 0, count - rows.length) : []
  return [...rows, ...wrapped].filter((row) => row.sku !== product.sku).map(cardOf)
}

/**
 * Changes what is given of a product's stock and price.
 *
 * Returns the product as it is now, or `undefined` when there is no such product.
 */
export function updateProduct(
  sku: string,
  changes: { readonly stock?: number | undefined; readonly priceCents?: number | undefined },
  from: StoreDatabase = database(),
): Product | undefined {
  from.run(
    'UPDATE products SET stock = coalesce(?, stock), price_cents = coalesce(?, price_cents) WHERE sku = ?',
    changes.stock ?? null,
    changes.priceCents ?? null,
    sku,
  )
  return productBySku(sku, from)
}

/** The pages that show a product's stock and price: its own, its category's and the home page. */
export const pagesShowing = (product: ProductCard): string[] => [
  `/products/${product.sku}`,
  `/categories/${product.category}`,
  '/',
]

export function cardOf(row: Row): ProductCard {
  return {
    sku: row.sku as string,
    category: row.category as string,
    brand: row.brand as string,
    name: row.name as string,
    priceCents: row.price_cents as number,
    listPriceCents: row.list_price_cents as number | null,
    stock: row.stock as number,
    rating: row.rating as number,
    reviewCount: row.review_count as number,
    picture: `/api/art/${row.picture as string}`,
  }
}

function productOf(row: Row): Product {
  return {
    ...cardOf(row),
    description: row.description as string,
    palette: row.palette as string,
    details: JSON.parse(row.details as string) as Record<string, string>,
    rank: row.rank as number,
  }
}
