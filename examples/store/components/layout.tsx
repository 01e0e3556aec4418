/** The frame around every page: header, navigation, footer. */
import Link from 'next/link'
import { useRouter } from 'next/router'
import type { ReactNode } from 'react'
import { itemCount } from '../cart/cart.ts'
import { useCart } from '../cart/use-cart.ts'
import { departments } from '../data/departments.ts'
import styles from './layout.module.css'

export function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <p className={styles.notice}>Free delivery from $60 · 60 days to change your mind</p>
      <Header />
      <main id="content" className={styles.main}>
        {children}
      </main>
      <Footer />
    </>
  )
}

function Header() {
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link href="/" className={styles.logo}>
          Larch <span>&amp;</span> Lantern
        </Link>
        <form className={styles.search} action="/search" role="search">
          <input name="q" type="search" aria-label="Search the store" placeholder="Search 100,000 products" required />
          <button aria-label="Search">
            <SearchIcon />
          </button>
        </form>
        <CartLink />
      </div>
      <Navigation />
    </header>
  )
}

function Navigation() {
  const { asPath } = useRouter()
  return (
    <nav className={styles.navigation} aria-label="Departments">
      {/* Another page is another menu: it closes when a link in it was followed. */}
      <details className={styles.menu} key={asPath}>
        <summary>All departments</summary>
        <div className={styles.panel}>
          {departments.map((department) => (
            <section key={department.slug}>
              <h2>
                <Link href={`/departments/${department.slug}`}>{department.name}</Link>
              </h2>
              <ul>
                {department.categories.map((category) => (
                  <li key={category.slug}>
                    <Link href={`/categories/${category.slug}`}>{category.name}</Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </details>
      <ul className={styles.departments}>
        {departments.map(({ slug, name }) => (
          <li key={slug}>
            <Link href={`/departments/${slug}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function CartLink() {
  const count = itemCount(useCart())
  return (
    <Link href="/cart" className={styles.cart}>
      <CartIcon />
      <span>Cart</span>
      {count > 0 && (
        <span className={styles.count} data-cart-count={count}>
          {count}
          <span className="visually-hidden"> items</span>
        </span>
      )}
    </Link>
  )
}

function Footer() {
  return (
    <footer className={styles.footer}>
      <div className={styles.columns}>
        <div>
          <p className={styles.logo}>
            Larch <span>&amp;</span> Lantern
          </p>
          <p>Things for the house and the hills, chosen to be kept.</p>
        </div>
        <div>
          <h2>Help</h2>
          <ul>
            <li>
              <Link href="/delivery">Delivery and returns</Link>
            </li>
            <li>
              <Link href="/cart">Your cart</Link>
            </li>
            <li>
              <Link href="/search">Search</Link>
            </li>
          </ul>
        </div>
        <div>
          <h2>Staff</h2>
          <ul>
            <li>
              <Link href="/admin" prefetch={false}>
                Prices and stock
              </Link>
            </li>
          </ul>
        </div>
      </div>
      <p className={styles.small}>
        A demonstration: the store, its brands and its products are made up, and nothing is sold.
      </p>
    </footer>
  )
}

const SearchIcon = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <circle cx="8.5" cy="8.5" r="5.5" />
    <path d="M13 13l5 5" strokeLinecap="round" />
  </svg>
)

const CartIcon = () => (
  <svg
    width="22"
    height="22"
    viewBox="0 0 22 22"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    aria-hidden="true"
  >
    <path d="M4 7.5h14l-1.2 11H5.2z" strokeLinejoin="round" />
    <path d="M7.5 9.5V6a3.5 3.5 0 0 1 7 0v3.5" strokeLinecap="round" />
  </svg>
)
