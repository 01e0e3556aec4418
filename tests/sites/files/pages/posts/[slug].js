export default function Post({ slug }) {
  return <h1>{slug}</h1>
}

export const getStaticPaths = () => ({
  paths: ['first', 'second post', 'gone'].map((slug) => ({ params: { slug } })),
  fallback: false,
})

export const getStaticProps = ({ params }) => (params.slug === 'gone' ? { notFound: true } : { props: params })
