// Article 004
import type { GetStaticPaths, GetStaticProps } from 'next'
import { fetchProduct, type Product } from '../../products'

export default function ProductPage({ product }: { product: Product }) {
  return (
    <p>
      {product.name} costs ${product.price}
    </p>
  )
}

export const getStaticProps: GetStaticProps<{ product: Product }> = async ({ params }) => {
  const product = await fetchProduct(params!.id as string)
  return {
    props: { product },
    revalidate: 60,
  }
}

// "only popular pages built upfront"
export const getStaticPaths: GetStaticPaths = async () => {
  return { paths: ['/shop/1', '/shop/2'], fallback: 'blocking' }
}
