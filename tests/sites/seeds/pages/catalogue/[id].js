// Article 003
import { getProductFromDatabase, getTop1000Products } from '../../database.js'

export default function Product({ product }) {
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
  const paths = products.map((product) => ({
    params: { id: product.id },
  }))

  return { paths, fallback: 'blocking' }
}
