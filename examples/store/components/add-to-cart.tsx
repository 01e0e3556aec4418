/** Puts a product into the visitor's cart. */
import { useState, type SubmitEvent } from 'react'
import { withMore } from '../cart/cart.ts'
import { changeCart } from '../cart/use-cart.ts'
import type { ProductCard } from '../data/products.ts'
import styles from './add-to-cart.module.css'

export function AddToCart({ product }: { product: ProductCard }) {
  const [added, setAdded] = useState(0)
  const { sku, name, brand, picture, priceCents, stock } = product

  const add = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const quantity = Number(new FormData(event.currentTarget).get('quantity'))
    changeCart((cart) => withMore(cart, { sku, name, brand, picture, priceCents }, quantity))
    setAdded((count) => count + quantity)
  }

  return (
    <form className={styles.form} onSubmit={add} action="/cart">
      <label className={styles.quantity}>
        <span className="visually-hidden">Quantity</span>
        <select name="quantity" defaultValue="1" disabled={stock === 0}>
          {Array.from({ length: Math.max(1, Math.min(stock, 10)) }, (_, index) => (
            <option key={index}>{index + 1}</option>
          ))}
        </select>
      </label>
      <button className={styles.button} disabled={stock === 0}>
        {stock === 0 ? 'Sold out' : 'Add to cart'}
      </button>
      <p className={styles.said} aria-live="polite">
        {added > 0 && (
          <>
            ✓ {added === 1 ? 'One is' : `${added} are`} in your <a href="/cart">cart</a>.
          </>
        )}
      </p>
      <noscript>
        <p className={styles.said}>The cart lives in your browser and needs JavaScript.</p>
      </noscript>
    </form>
  )
}
