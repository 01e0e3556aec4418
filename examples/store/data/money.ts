/** Prices: kept as whole cents, shown and exchanged as dollars. */

/**
 * Returns `cents` as a shopper reads it, e.g. `$1,299.00`.
 *
 * Written out rather than left to `Intl`, so that the server and every browser agree to the character.
 */
export function formatPrice(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const dollars = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}$${dollars}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
}

/** Returns `cents` as one types them into a form, e.g. `35.90`. */
export const typedPrice = (cents: number): string => (cents / 100).toFixed(2)

/** Returns `cents` as the number of dollars that programs exchange, e.g. 1999 → `19.99`. */
export const dollarsOf = (cents: number): number => cents / 100

/**
 * Reads a price in dollars, given as a number or as typed into a form, into cents.
 *
 * Returns `undefined` for anything that is no price: not positive, more than a million, or finer than a cent.
 */
export function centsOf(dollars: unknown): number | undefined {
  const text = typeof dollars === 'number' ? String(dollars) : typeof dollars === 'string' ? dollars.trim() : ''
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text)
  if (match === null) return undefined
  const cents = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return cents > 0 && cents <= 100_000_000 ? cents : undefined
}

/** Reads a stock level: a whole number from 0 to a million, as a number or as typed into a form. */
export function stockOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (!/^\d{1,7}$/.test(text)) return undefined
  return Number(text) <= 1_000_000 ? Number(text) : undefined
}
