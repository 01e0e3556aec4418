/** A product's page: the 1,000 best sellers are built ahead, the rest when somebody first asks for them. */
import type { GetStaticPaths, GetStaticProps, InferGetStaticPropsType } from 'next'
import Head from 'next/head'
import { paletteBySlug } from '../../art/palettes.ts'
import { AddToCart } from '../../components/add-to-cart.tsx'
import { Breadcrumbs } from '../../components/breadcrumbs.tsx'
import { MadeAt } from '../../components/made-at.tsx'
import { PageHead } from '../../components/page-head.tsx'
import { Price } from '../../components/price.tsx'
import { ProductGrid } from '../../components/product-card.tsx'
import { Section } from '../../components/section.tsx'
import { Stars } from '../../components/stars.tsx'
import { StockBadge } from '../../components/stock-badge.tsx'
import { categoryBySlug, departmentOf } from '../../data/departments.ts'
import { dollarsOf, formatPrice } from '../../data/money.ts'
import { bestSellingSkus, productBySku, relatedTo, type Product, type ProductCard } from '../../data/products.ts'
import { countRender } from '../../data/render-counts.ts'
import styles from '../../styles/product.module.css'

interface ProductPageProps {
  readonly product: Product
  readonly related: readonly ProductCard[]
  readonly madeAt: string
}

export const getStaticPaths = (() => ({
  paths: bestSellingSkus(1000).map((sku) => ({ params: { sku } })),
  fallback: 'blocking',
})) satisfies GetStaticPaths

export const getStaticProps = (({ params }) => {
  const sku = String(params?.sku)
  const product = productBySku(sku)
  if (product === undefined) return { notFound: true, revalidate: 60 }
  countRender(`/products/${sku}`)
  return { props: { product, related: relatedTo(product, 4), madeAt: new Date().toISOString() }, revalidate: 60 }
}) satisfies GetStaticProps<ProductPageProps>

export default function ProductPage(props: InferGetStaticPropsType<typeof getStaticProps>) {
  const { product, related, madeAt } = props
  const category = categoryBySlug(product.category)!
  const department = departmentOf(product.category)!
  return (
    <>
      <PageHead title={`${product.name} by ${product.brand}`} description={product.description.slice(0, 155)} />
      <StructuredData product={product} />
      <Breadcrumbs
        crumbs={[
          { name: department.name, href: `/departments/${department.slug}` },
          { name: category.name, href: `/categories/${category.slug}` },
        ]}
        here={product.name}
      />
      <article
        className={styles.product}
        data-sku={product.sku}
        data-stock={product.stock}
        data-price={dollarsOf(product.priceCents)}
      >
        <img
          className={styles.picture}
          src={product.picture}
          alt={`Drawing of the ${product.name}`}
          width={600}
          height={600}
        />
        <div>
          <p className={styles.brand}>{product.brand}</p>
          <h1>{product.name}</h1>
          <Stars rating={product.rating} reviewCount={product.reviewCount} />
          <p className={styles.price}>
            <Price cents={product.priceCents} before={product.listPriceCents} large />
          </p>
          <p className={styles.stock}>
            <StockBadge stock={product.stock} />
          </p>
          <AddToCart key={product.sku} product={product} />
          <ul className={styles.promises}>
            <li>{product.stock > 0 ? 'Sent within one working day' : 'More are on their way'}</li>
            <li>Free delivery from {formatPrice(6000)}</li>
            <li>60 days to change your mind</li>
          </ul>
          <p className={styles.description}>{product.description}</p>
          <Details product={product} />
        </div>
      </article>
      <Section
        title={`More ${category.name.toLowerCase()}`}
        more={{ href: `/categories/${category.slug}`, text: 'See all →' }}
      >
        <ProductGrid products={related} />
      </Section>
      <MadeAt time={madeAt} />
    </>
  )
}

function Details({ product }: { product: Product }) {
  const rows = { Colour: paletteBySlug(product.palette)?.name ?? '', ...product.details, 'Article number': product.sku }
  return (
    <dl className={styles.details}>
      {Object.entries(rows).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The product as search engines read it. */
function StructuredData({ product }: { product: Product }) {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    sku: product.sku,
    description: product.description,
    image: product.picture,
    brand: { '@type': 'Brand', name: product.brand },
    aggregateRating: { '@type': 'AggregateRating', ratingValue: product.rating / 10, reviewCount: product.reviewCount },
    offers: {
      '@type': 'Offer',
      price: dollarsOf(product.priceCents),
      priceCurrency: 'USD',
      availability: `https://schema.org/${product.stock > 0 ? 'InStock' : 'OutOfStock'}`,
    },
  }
  // Text in a script element must not be able to end it.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return (
    <Head>
      <script key="structured-data" type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
    </Head>
  )
}
