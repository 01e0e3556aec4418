import type { NextPage, NextPageContext } from 'next'
import Link from 'next/link'

const Stars: NextPage<{ stars: number; ran: string; userAgent: string }> = ({ stars, ran, userAgent }) => (
  <>
    <h1>{`Stars: ${stars}`}</h1>
    <p id="ran">{ran}</p>
    <p id="agent">{userAgent}</p>
    <Link href="/stars?again=1">Again</Link>
  </>
)

Stars.getInitialProps = async ({ req, query, pathname, asPath }: NextPageContext) => {
  const userAgent = req ? (req.headers['user-agent'] ?? '') : navigator.userAgent
  const ran = `${req ? 'server' : 'browser'} ${pathname} ${asPath} ${JSON.stringify(query)}`
  return { stars: 7, ran, userAgent }
}

export default Stars
