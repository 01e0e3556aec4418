import { productOf } from '../../data/product.js'

export { default } from '../products/[sku].jsx'

// The same page with an interval, or renewed when somebody asks for it: who reads its data sees when it was made.
export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export const getStaticProps = ({ params }) => ({
  props: { product: productOf(params.sku), madeAt: performance.timeOrigin + performance.now() },
  revalidate: params.sku.startsWith('each-second-') ? 1 : 3600,
})
