import type { GetServerSideProps } from 'next'

export const getServerSideProps: GetServerSideProps = async ({ query }) => {
  if (query.fail) throw new Error('The request could not be served')
  return { props: {} }
}

export default function Failing() {
  return <h1>Served</h1>
}
