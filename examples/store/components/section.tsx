/** A part of a page with a heading and, beside it, a link to more. */
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './section.module.css'

interface SectionProps {
  readonly id?: string
  readonly title: string
  readonly more?: { readonly href: string; readonly text: string }
  readonly children: ReactNode
}

export function Section({ id, title, more, children }: SectionProps) {
  return (
    <section id={id} className={styles.section}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {more !== undefined && <Link href={more.href}>{more.text}</Link>}
      </div>
      {children}
    </section>
  )
}
