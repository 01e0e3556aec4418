import Head from 'next/head'
import Link from 'next/link'
import { latency, skus } from '../../data/catalogue.js'
import { productOf } from '../../data/product.js'

const money = (cents) => `$${(cents / 100).toFixed(2)}`

export default function Product({ product }) {
  return (
    <main className="product">
      <Head>
        <title>{`${product.name} – The Chair Shop`}</title>
        <meta name="description" content={product.paragraphs[0]} />
      </Head>
      <nav className="breadcrumbs">
        <ol>
          <li>
            <Link href="/">Home</Link>
          </li>
          <li>Chairs</li>
          <li>{product.name}</li>
        </ol>
      </nav>
      <h1>{product.name}</h1>
      <p className="price" data-price={product.price}>
        {money(product.price)}
      </p>
      <p data-stock={product.stock}>{product.stock > 0 ? `${product.stock} in stock` : 'Sold out'}</p>
      <section className="description">
        {product.paragraphs.map((text, index) => (
          <p key={index}>{text}</p>
        ))}
      </section>
      <section className="related">
        <h2>Customers also looked at</h2>
        <ul>
          {product.related.map(({ sku, name, price }) => (
            <li key={sku} className="card">
              <Link href={`/products/${sku}`} prefetch={false}>
                <span className="name">{name}</span> <span className="price">{money(price)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className="reviews">
        <h2>Reviews</h2>
        {product.reviews.map(({ author, stars, text }, index) => (
          <article key={index} className="review">
            <h3>{author}</h3>
            <p className="stars">{'★'.repeat(stars)}</p>
            <p>{text}</p>
          </article>
        ))}
      </section>
    </main>
  )
}

export async function getStaticPaths() {
  return { paths: skus().map((sku) => ({ params: { sku } })), fallback: 'blocking' }
}

export async function getStaticProps({ params }) {
  await latency()
  return { props: { product: productOf(params.sku) }, revalidate: 3600 }
}
