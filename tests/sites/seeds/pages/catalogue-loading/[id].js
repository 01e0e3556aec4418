// Article 003 with the other option, `fallback: true`
import { useRouter } from 'next/router'
import { getProductFromDatabase, getTop1000Products } from '../../database.js'

export default function Product({ product }) {
  const router = useRouter()
  if (router.isFallback) return <p>Loading…</p>
  return (
    <p>
      {product.name} costs ${product.price}
    </p>
  )
}

export async function getStaticProps({ params }) {
  return {
    props: {
      product: await getProductFromDatabase(params.id),
    },
    revalidate: 60,
  }
}

export async function getStaticPaths() {
  const products = await getTop1000Products()
  const paths = products.slice(0, 2).map((product) => ({
    params: { id: product.id },
  }))

  return { paths, fallback: true }
}
