/** The cart: the one page that lives in the visitor's browser. */
import Link from 'next/link'
import { useEffect } from 'react'
import { atPrices, freeDeliveryFromCents, totalsOf, without, withQuantity, type CartLine } from '../cart/cart.ts'
import { changeCart, useCart } from '../cart/use-cart.ts'
import { PageHead } from '../components/page-head.tsx'
import { formatPrice } from '../data/money.ts'
import styles from '../styles/cart.module.css'

export default function CartPage() {
  const cart = useCart()
  useEffect(() => void refreshPrices(), [])
  return (
    <>
      <PageHead title="Cart" />
      <h1 className={styles.title}>Your cart</h1>
      <noscript>
        <p>The cart lives in your browser and needs JavaScript. The rest of the store does not.</p>
      </noscript>
      {cart.length === 0 ? (
        <div className={styles.empty}>
          <p className="lead">There is nothing in it yet.</p>
          <Link className="button" href="/">
            Look around
          </Link>
        </div>
      ) : (
        <div className={styles.layout}>
          <ul className={styles.lines}>
            {cart.map((line) => (
              <Line key={line.sku} line={line} />
            ))}
          </ul>
          <Summary cart={cart} />
        </div>
      )}
    </>
  )
}

function Line({ line }: { line: CartLine }) {
  const { sku, name, brand, picture, priceCents, quantity } = line
  const setQuantity = (next: number) => changeCart((cart) => withQuantity(cart, sku, next))
  return (
    <li className={styles.line} data-sku={sku}>
      <img src={picture} alt="" width={96} height={96} />
      <div>
        <Link href={`/products/${sku}`}>{name}</Link>
        <p className={styles.brand}>{brand}</p>
        <div className={styles.quantity}>
          <button aria-label={`One ${name} less`} onClick={() => setQuantity(quantity - 1)}>
            −
          </button>
          <span aria-live="polite" data-quantity={quantity}>
            {quantity}
          </span>
          <button aria-label={`One ${name} more`} onClick={() => setQuantity(quantity + 1)}>
            +
          </button>
          <button className={styles.remove} onClick={() => changeCart((cart) => without(cart, sku))}>
            Remove
          </button>
        </div>
      </div>
      <strong className={styles.sum}>{formatPrice(priceCents * quantity)}</strong>
    </li>
  )
}

function Summary({ cart }: { cart: readonly CartLine[] }) {
  const { goodsCents, deliveryCents, totalCents } = totalsOf(cart)
  return (
    <aside className={styles.summary} aria-label="Totals">
      <dl>
        <dt>Goods</dt>
        <dd>{formatPrice(goodsCents)}</dd>
        <dt>Delivery</dt>
        <dd>{deliveryCents === 0 ? 'Free' : formatPrice(deliveryCents)}</dd>
        <dt className={styles.total}>Total</dt>
        <dd className={styles.total} data-total={totalCents}>
          {formatPrice(totalCents)}
        </dd>
      </dl>
      {deliveryCents > 0 && <p>{formatPrice(freeDeliveryFromCents - goodsCents)} more for free delivery.</p>}
      <p className={styles.note}>This is a demonstration and ends here: there is no checkout, and nothing is sold.</p>
    </aside>
  )
}

/** Asks for today's prices: the cart may have been filled weeks ago. */
async function refreshPrices(): Promise<void> {
  let asked: readonly CartLine[] = []
  changeCart((cart) => (asked = cart))
  const answers = await Promise.all(asked.map(({ sku }) => currentPrice(sku)))
  const prices = new Map(answers.flatMap((cents, index) => (cents === undefined ? [] : [[asked[index]!.sku, cents]])))
  if (prices.size > 0) changeCart((cart) => atPrices(cart, prices))
}

/** Returns a price in cents, or `undefined` when it cannot be told now. */
async function currentPrice(sku: string): Promise<number | undefined> {
  try {
    const response = await fetch(`/api/products/${encodeURIComponent(sku)}`)
    const { priceCents } = (await response.json()) as { priceCents?: number }
    return response.ok ? priceCents : undefined
  } catch {
    return undefined
  }
}
