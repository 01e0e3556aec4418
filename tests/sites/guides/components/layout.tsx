import Link from 'next/link'
import { useState, type ReactNode } from 'react'

export default function Layout({ children }: { children: ReactNode }) {
  const [count, setCount] = useState(0)
  return (
    <>
      <nav>
        <Link href="/">Home</Link> <Link href="/dashboard">Dashboard</Link>{' '}
        <Link href="/dashboard/settings">Settings</Link> <button onClick={() => setCount(count + 1)}>{count}</button>
      </nav>
      <main>{children}</main>
    </>
  )
}
