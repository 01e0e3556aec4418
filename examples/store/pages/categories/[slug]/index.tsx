/** The first page of a category. */
import type { GetStaticPaths, GetStaticProps } from 'next'
import { CategoryView, type CategoryViewProps } from '../../../components/category-view.tsx'
import { allCategories, categoryBySlug } from '../../../data/departments.ts'
import { productsOfCategory } from '../../../data/products.ts'
import { countRender } from '../../../data/render-counts.ts'

export const getStaticPaths = (() => ({
  paths: allCategories.map(({ slug }) => ({ params: { slug } })),
  fallback: false,
})) satisfies GetStaticPaths

export const getStaticProps = (({ params }) => {
  const category = categoryBySlug(String(params?.slug))
  if (category === undefined) return { notFound: true }
  const { slug } = category
  countRender(`/categories/${slug}`)
  const shown = productsOfCategory(slug, 1)
  return { props: { slug, page: 1, shown, madeAt: new Date().toISOString() }, revalidate: 60 }
}) satisfies GetStaticProps<CategoryViewProps>

export default CategoryView
