import { productOf } from '../../data/product.js'

export { default } from '../products/[sku].jsx'

// The same page, made per request and kept by its own header.
export function getServerSideProps({ params, res }) {
  res.setHeader('Cache-Control', 'public, s-maxage=86400')
  return { props: { product: productOf(params.sku) } }
}
