import Link from 'next/link'
import { sectionPath } from '@/lib/addresses'
import type { Summary } from '@/lib/cms-types'
import styles from './section-label.module.css'

/** Names the section of an article, in its colour. */
export function SectionLabel({ section }: { readonly section: Summary['section'] }) {
  return (
    <Link className={styles.label} href={sectionPath(section.slug)} data-section={section.id}>
      {section.name}
    </Link>
  )
}
