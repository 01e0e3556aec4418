/** A product in a list, and lists of products. */
import Link from 'next/link'
import type { ProductCard as Card } from '../data/products.ts'
import { Price } from './price.tsx'
import styles from './product-card.module.css'
import { Stars } from './stars.tsx'

export function ProductCard({ product }: { product: Card }) {
  return (
    <article className={styles.card}>
      <div className={styles.picture}>
        <img src={product.picture} alt="" width={400} height={400} loading="lazy" decoding="async" />
        <Flag product={product} />
      </div>
      <p className={styles.brand}>{product.brand}</p>
      <h3 className={styles.name}>
        <Link href={`/products/${product.sku}`}>{product.name}</Link>
      </h3>
      <Stars rating={product.rating} reviewCount={product.reviewCount} />
      <p className={styles.price}>
        <Price cents={product.priceCents} before={product.listPriceCents} />
      </p>
    </article>
  )
}

function Flag({ product: { stock } }: { product: Card }) {
  if (stock === 0) return <span className={styles.soldOut}>Sold out</span>
  if (stock < 10) return <span className={styles.few}>Only {stock} left</span>
  return null
}

export function ProductGrid({ products }: { products: readonly Card[] }) {
  return (
    <ul className={styles.grid}>
      {products.map((product) => (
        <li key={product.sku}>
          <ProductCard product={product} />
        </li>
      ))}
    </ul>
  )
}
