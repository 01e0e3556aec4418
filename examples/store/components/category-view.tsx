/** One page of a category. */
import { categoryBySlug, departmentOf } from '../data/departments.ts'
import type { ProductPage } from '../data/products.ts'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { MadeAt } from './made-at.tsx'
import { PageHead } from './page-head.tsx'
import { Pagination } from './pagination.tsx'
import { ProductGrid } from './product-card.tsx'

export interface CategoryViewProps {
  readonly slug: string
  /** Counts from 1. */
  readonly page: number
  readonly shown: ProductPage
  readonly madeAt: string
}

export function CategoryView({ slug, page, shown, madeAt }: CategoryViewProps) {
  const category = categoryBySlug(slug)!
  const department = departmentOf(slug)!
  const addressOf = (other: number) => (other === 1 ? `/categories/${slug}` : `/categories/${slug}/${other}`)
  return (
    <>
      <PageHead
        title={page === 1 ? category.name : `${category.name}, page ${page}`}
        description={`${category.blurb} ${shown.total} products.`}
      />
      <Breadcrumbs crumbs={[{ name: department.name, href: `/departments/${department.slug}` }]} here={category.name} />
      <h1>{category.name}</h1>
      <p className="lead">{category.blurb}</p>
      <p className="result-count">
        {shown.total.toLocaleString('en-US')} products, best sellers first
        {page > 1 && ` · page ${page} of ${shown.pageCount}`}
      </p>
      <ProductGrid products={shown.products} />
      <Pagination page={page} pageCount={shown.pageCount} addressOf={addressOf} />
      <MadeAt time={madeAt} />
    </>
  )
}
