import type { ReactNode } from 'react'
import styles from './badge.module.css'

export function Badge({ children }: { children: ReactNode }) {
  return (
    <span id="badge" className={styles.badge}>
      {children}
    </span>
  )
}
