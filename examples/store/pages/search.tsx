/** Full-text search, rendered for every request. */
import type { GetServerSideProps, InferGetServerSidePropsType } from 'next'
import { PageHead } from '../components/page-head.tsx'
import { Pagination } from '../components/pagination.tsx'
import { ProductGrid } from '../components/product-card.tsx'
import type { ProductPage } from '../data/products.ts'
import { searchProducts } from '../data/search.ts'
import { sortOrders, type SortOrder } from '../data/sort-orders.ts'
import styles from '../styles/search.module.css'

interface SearchProps {
  readonly query: string
  readonly order: SortOrder
  readonly page: number
  readonly found: ProductPage
}

export const getServerSideProps = (async ({ query: { q, sort, page } }) => {
  const query = first(q).trim().slice(0, 200)
  const order = Object.hasOwn(sortOrders, first(sort)) ? (first(sort) as SortOrder) : 'relevance'
  const shown = /^[1-9]\d{0,4}$/.test(first(page)) ? Number(first(page)) : 1
  return { props: { query, order, page: shown, found: searchProducts(query, shown, order) } }
}) satisfies GetServerSideProps<SearchProps>

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? ''

export default function Search(props: InferGetServerSidePropsType<typeof getServerSideProps>) {
  const { query, order, page, found } = props
  const addressOf = (other: number) => {
    const parameters = new URLSearchParams({ q: query })
    if (order !== 'relevance') parameters.set('sort', order)
    if (other > 1) parameters.set('page', String(other))
    return `/search?${parameters}`
  }
  return (
    <>
      <PageHead title={query === '' ? 'Search' : `“${query}”`} />
      <h1 className={styles.title}>{query === '' ? 'Search the store' : `Results for “${query}”`}</h1>
      <form className={styles.form} action="/search" key={addressOf(1)}>
        <label>
          Looking for
          <input name="q" type="search" defaultValue={query} />
        </label>
        <label>
          Sorted by
          <select name="sort" defaultValue={order}>
            {Object.entries(sortOrders).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button className="button">Search</button>
      </form>
      <p className="result-count" data-result-count={found.total}>
        {countText(query, found.total)}
      </p>
      <ProductGrid products={found.products} />
      <Pagination page={page} pageCount={found.pageCount} addressOf={addressOf} />
    </>
  )
}

function countText(query: string, total: number): string {
  if (query === '') return 'Try “cast iron skillet”, “walnut desk” or “merino socks”.'
  if (total === 0) return 'Nothing matches all of these words. Fewer or shorter ones find more.'
  return total === 1 ? 'One product' : `${total.toLocaleString('en-US')} products`
}
