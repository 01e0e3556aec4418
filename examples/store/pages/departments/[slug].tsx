/** A department: its categories and what sells best in each. */
import type { GetStaticPaths, GetStaticProps, InferGetStaticPropsType } from 'next'
import Link from 'next/link'
import { Breadcrumbs } from '../../components/breadcrumbs.tsx'
import { MadeAt } from '../../components/made-at.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { ProductGrid } from '../../components/product-card.tsx'
import { Section } from '../../components/section.tsx'
import { departmentBySlug, departments, type Department } from '../../data/departments.ts'
import { bestSellersOf, type ProductCard } from '../../data/products.ts'
import { countRender } from '../../data/render-counts.ts'

interface DepartmentProps {
  readonly department: Department
  readonly best: readonly ProductCard[]
  readonly madeAt: string
}

export const getStaticPaths = (() => ({
  paths: departments.map(({ slug }) => ({ params: { slug } })),
  fallback: false,
})) satisfies GetStaticPaths

export const getStaticProps = (({ params }) => {
  const department = departmentBySlug(String(params?.slug))
  if (department === undefined) return { notFound: true }
  countRender(`/departments/${department.slug}`)
  const categories = department.categories.map(({ slug }) => slug)
  return { props: { department, best: bestSellersOf(categories, 4), madeAt: new Date().toISOString() }, revalidate: 60 }
}) satisfies GetStaticProps<DepartmentProps>

export default function DepartmentPage(props: InferGetStaticPropsType<typeof getStaticProps>) {
  const { department, best, madeAt } = props
  return (
    <>
      <PageHead title={department.name} description={department.blurb} />
      <Breadcrumbs crumbs={[]} here={department.name} />
      <h1>{department.name}</h1>
      <p className="lead">{department.blurb}</p>
      {department.categories.map(({ slug, name }) => (
        <Section key={slug} title={name} more={{ href: `/categories/${slug}`, text: `All ${name.toLowerCase()} →` }}>
          <ProductGrid products={best.filter(({ category }) => category === slug)} />
        </Section>
      ))}
      <p className="elsewhere">
        Elsewhere in the store:{' '}
        {departments
          .filter(({ slug }) => slug !== department.slug)
          .map(({ slug, name }, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <Link href={`/departments/${slug}`}>{name}</Link>
            </span>
          ))}
        .
      </p>
      <MadeAt time={madeAt} />
    </>
  )
}
