/** What a cart is, and its arithmetic. Nothing here knows where carts are kept. */

export interface CartLine {
  readonly sku: string
  readonly name: string
  readonly brand: string
  readonly picture: string
  readonly priceCents: number
  readonly quantity: number
}

export type Cart = readonly CartLine[]

export const emptyCart: Cart = []

export const largestQuantity = 99

/** Orders from this sum on are delivered free. */
export const freeDeliveryFromCents = 6000
export const deliveryCents = 490

/** Returns the cart with `quantity` more of a product. */
export function withMore(cart: Cart, product: Omit<CartLine, 'quantity'>, quantity = 1): Cart {
  const known = cart.find((line) => line.sku === product.sku)
  if (known === undefined) return [...cart, { ...product, quantity: clamp(quantity) }]
  return cart.map((line) => (line === known ? { ...product, quantity: clamp(known.quantity + quantity) } : line))
}

/** Returns the cart with another quantity of a product, or without it when there are none left. */
export function withQuantity(cart: Cart, sku: string, quantity: number): Cart {
  if (!(quantity >= 1)) return without(cart, sku)
  return cart.map((line) => (line.sku === sku ? { ...line, quantity: clamp(quantity) } : line))
}

export const without = (cart: Cart, sku: string): Cart => cart.filter((line) => line.sku !== sku)

/** Returns the cart at the prices of today; lines that are not in `prices` keep theirs. */
export const atPrices = (cart: Cart, prices: ReadonlyMap<string, number>): Cart =>
  cart.map((line) => ({ ...line, priceCents: prices.get(line.sku) ?? line.priceCents }))

export const itemCount = (cart: Cart): number => cart.reduce((count, line) => count + line.quantity, 0)

export interface CartTotals {
  readonly goodsCents: number
  readonly deliveryCents: number
  readonly totalCents: number
}

export function totalsOf(cart: Cart): CartTotals {
  const goodsCents = cart.reduce((sum, line) => sum + line.priceCents * line.quantity, 0)
  const delivery = goodsCents === 0 || goodsCents >= freeDeliveryFromCents ? 0 : deliveryCents
  return { goodsCents, deliveryCents: delivery, totalCents: goodsCents + delivery }
}

/** Reads what was kept under the cart's name; whatever is no cart is an empty one. */
export function parseCart(kept: string | null): Cart {
  try {
    const lines: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(lines) ? lines.filter(isCartLine) : emptyCart
  } catch {
    return emptyCart
  }
}

function isCartLine(line: unknown): line is CartLine {
  if (typeof line !== 'object' || line === null) return false
  const { sku, name, brand, picture, priceCents, quantity } = line as Record<string, unknown>
  const texts = [sku, name, brand, picture].every((text) => typeof text === 'string')
  const isWhole = (value: unknown, least: number) => Number.isSafeInteger(value) && (value as number) >= least
  return texts && isWhole(priceCents, 0) && isWhole(quantity, 1)
}

const clamp = (quantity: number) => Math.max(1, Math.min(largestQuantity, Math.floor(quantity)))
