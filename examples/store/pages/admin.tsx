/** Prices and stock, for the staff. Works with plain forms. */
import type { GetServerSideProps, InferGetServerSidePropsType } from 'next'
import Head from 'next/head'
import Link from 'next/link'
import { PageHead } from '../components/page-head.tsx'
import { typedPrice } from '../data/money.ts'
import { bestSellers, type ProductCard } from '../data/products.ts'
import { searchProducts } from '../data/search.ts'
import { adminPassword } from '../data/secrets.js'
import { isSession, sessionCookie } from '../data/session.ts'
import styles from '../styles/admin.module.css'

interface AdminProps {
  readonly isKnown: boolean
  readonly query: string
  readonly products: readonly ProductCard[]
  readonly saved: string
  readonly problem: string
}

export const getServerSideProps = (async ({ req, query }) => {
  const isKnown = isSession(req.cookies[sessionCookie], adminPassword())
  const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value.slice(0, 200) : '')
  const q = text(query.q)
  const products = !isKnown ? [] : q === '' ? bestSellers(24) : searchProducts(q, 1).products
  return { props: { isKnown, query: q, products, saved: text(query.saved), problem: text(query.problem) } }
}) satisfies GetServerSideProps<AdminProps>

export default function Admin(props: InferGetServerSidePropsType<typeof getServerSideProps>) {
  return (
    <>
      <PageHead title="Prices and stock" />
      <Head>
        <meta key="robots" name="robots" content="noindex" />
      </Head>
      <h1 className={styles.title}>Prices and stock</h1>
      <Outcome saved={props.saved} problem={props.problem} />
      {props.isKnown ? <Products query={props.query} products={props.products} /> : <Login />}
    </>
  )
}

const problems: Readonly<Record<string, string>> = {
  password: 'That is not the password.',
  session: 'Your session has ended. Please log in again; nothing was saved.',
  values: 'Nothing was saved: a price is a number of dollars above 0, and stock a whole number.',
  product: 'Nothing was saved: there is no such product any more.',
  pages: 'Saved, but the pages could not be made again at once. They will follow within a minute.',
}

function Outcome({ saved, problem }: { saved: string; problem: string }) {
  const message = Object.hasOwn(problems, problem) ? problems[problem] : undefined
  if (message !== undefined) return <p className={`${styles.message} ${styles.problem}`}>{message}</p>
  if (saved === '') return null
  return (
    <p className={styles.message} role="status">
      Saved. <Link href={`/products/${encodeURIComponent(saved)}`}>{saved}</Link>, its category and the home page show
      it already.
    </p>
  )
}

function Login() {
  return (
    <form className={styles.login} action="/api/admin/login" method="post">
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button className="button">Log in</button>
      <p>
        The password is <code>STORE_ADMIN_PASSWORD</code>. Without that, one was made up when the store first started;
        it is in <code>.data/admin-password</code>.
      </p>
    </form>
  )
}

function Products({ query, products }: { query: string; products: readonly ProductCard[] }) {
  return (
    <>
      <div className={styles.tools}>
        <form action="/admin" role="search">
          <input
            name="q"
            type="search"
            defaultValue={query}
            aria-label="Find products"
            placeholder="Name or article number"
          />
          <button className="button">Find</button>
        </form>
        <form action="/api/admin/logout" method="post">
          <button className={styles.quiet}>Log out</button>
        </form>
      </div>
      <ul className={styles.rows}>
        {products.map((product) => (
          <Row key={`${product.sku} ${product.priceCents} ${product.stock}`} product={product} query={query} />
        ))}
      </ul>
      {products.length === 0 && <p>Nothing matches.</p>}
    </>
  )
}

function Row({ product, query }: { product: ProductCard; query: string }) {
  return (
    <li>
      <form className={styles.row} action="/api/admin/save" method="post">
        <img src={product.picture} alt="" width={48} height={48} loading="lazy" />
        <span className={styles.name}>
          <Link href={`/products/${product.sku}`} prefetch={false}>
            {product.name}
          </Link>
          <small>
            {product.sku} · {product.brand}
          </small>
        </span>
        <input type="hidden" name="sku" value={product.sku} />
        <input type="hidden" name="q" value={query} />
        <label>
          Price, $
          <input name="price" inputMode="decimal" defaultValue={typedPrice(product.priceCents)} required size={8} />
        </label>
        <label>
          Stock
          <input name="stock" inputMode="numeric" defaultValue={product.stock} required size={6} />
        </label>
        <button className="button" aria-label={`Save ${product.name}`}>
          Save
        </button>
      </form>
    </li>
  )
}
