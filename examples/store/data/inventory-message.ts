/** Reads the body of an inventory webhook. */
import { centsOf, stockOf } from './money.ts'

export interface InventoryMessage {
  readonly sku: string
  readonly stock: number
  readonly priceCents: number | undefined
}

/** Returns what `body` says, or what is wrong with it. */
export function readInventoryMessage(body: string): InventoryMessage | { readonly error: string } {
  const message = parse(body)
  if (message === undefined) return { error: 'The body is no JSON.' }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { error: 'The body must be an object like {"sku": "ck-00001", "stock": 7}.' }
  }
  const { sku, stock, price } = message as Record<string, unknown>
  if (typeof sku !== 'string' || sku === '') return { error: '"sku" must be an article number, e.g. "ck-00001".' }
  const readStock = typeof stock === 'number' ? stockOf(stock) : undefined
  if (readStock === undefined) return { error: '"stock" must be a whole number from 0 to 1000000.' }
  const priceCents = typeof price === 'number' ? centsOf(price) : undefined
  if (price !== undefined && priceCents === undefined) {
    return { error: '"price" must be a number of dollars above 0 and up to 1000000, with at most two decimals.' }
  }
  return { sku, stock: readStock, priceCents }
}

/** Returns the parsed JSON, or `undefined`, which no JSON text means. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
