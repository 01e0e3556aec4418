// Article 000
import type { GetStaticPaths, GetStaticProps, NextPage } from 'next'
import type { PropsWithChildren } from 'react'
import { getProductBySKU } from 'db'

interface Props {
  sku?: string
  name?: string
  inventory_available?: number
}

const ProductPage: NextPage = (props: PropsWithChildren<Props>) => {
  return (
    <>
      <p>Quantity available: {props.inventory_available}</p>
    </>
  )
}

export const getStaticProps: GetStaticProps = async ({ params }) => {
  let sku = ''
  if (typeof params !== 'undefined') {
    sku = params['sku'] as string
  }

  // Fetch current product details.
  const product = await getProductBySKU(sku)

  return {
    props: {
      inventory_available: product.inventory_available,
    },
  }
}

export const getStaticPaths: GetStaticPaths = () => {
  return {
    paths: [{ params: { sku: 'facial-cream' } }, { params: { sku: 'shower-gel' } }],
    fallback: 'blocking',
  }
}

export default ProductPage
