import type { GetServerSideProps } from 'next'
import Link from 'next/link'
import { decrypt } from 'lib/session'

export const getServerSideProps: GetServerSideProps = async ({ req }) => {
  const user = decrypt(req.cookies.session)
  if (!user) return { redirect: { destination: '/login', permanent: false } }
  return { props: { user } }
}

export default function Profile({ user }: { user: string }) {
  return (
    <>
      <h1>{`Profile of ${user}`}</h1>
      <Link href="/dashboard">Dashboard</Link>
    </>
  )
}
