let renders = 0

export default function Product({ id, render }) {
  return (
    <p>
      {id}: render {render}
    </p>
  )
}

export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export const getStaticProps = ({ params }) => ({
  props: { id: params.id, render: ++renders },
  tags: ['products', `product:${params.id}`],
})
