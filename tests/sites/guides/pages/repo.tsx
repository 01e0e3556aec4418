import Error from 'next/error'
import type { GetServerSideProps } from 'next'

export const getServerSideProps: GetServerSideProps = async ({ res, query }) => {
  const errorCode = query.status ? Number(query.status) : false
  if (errorCode) res.statusCode = errorCode
  return { props: { errorCode, stars: 3 } }
}

export default function Page({ errorCode, stars }: { errorCode: number | false; stars: number }) {
  if (errorCode) return <Error statusCode={errorCode} title="The repository is away" />
  return <div id="stars">{`Stars: ${stars}`}</div>
}
