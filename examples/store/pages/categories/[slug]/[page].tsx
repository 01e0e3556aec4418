/** The further pages of a category, made when somebody first asks for them. */
import type { GetStaticPaths, GetStaticProps } from 'next'
import { CategoryView, type CategoryViewProps } from '../../../components/category-view.tsx'
import { categoryBySlug } from '../../../data/departments.ts'
import { productsOfCategory } from '../../../data/products.ts'
import { countRender } from '../../../data/render-counts.ts'

export const getStaticPaths = (() => ({ paths: [], fallback: 'blocking' })) satisfies GetStaticPaths

export const getStaticProps = (({ params }) => {
  const category = categoryBySlug(String(params?.slug))
  const page = /^[1-9]\d{0,3}$/.test(String(params?.page)) ? Number(params?.page) : undefined
  if (category === undefined || page === undefined) return { notFound: true, revalidate: 3600 }
  const { slug } = category
  if (page === 1) return { redirect: { destination: `/categories/${slug}`, permanent: true } }
  countRender(`/categories/${slug}/${page}`)
  const shown = productsOfCategory(slug, page)
  if (page > shown.pageCount) return { notFound: true, revalidate: 3600 }
  return { props: { slug, page, shown, madeAt: new Date().toISOString() }, revalidate: 60 }
}) satisfies GetStaticProps<CategoryViewProps>

export default CategoryView
