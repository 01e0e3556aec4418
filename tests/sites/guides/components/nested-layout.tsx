import type { ReactNode } from 'react'

export default function NestedLayout({ children }: { children: ReactNode }) {
  return (
    <section id="nested">
      <input name="search" placeholder="Search" />
      {children}
    </section>
  )
}
