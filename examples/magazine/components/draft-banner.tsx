import { useRouter } from 'next/router'
import { localePath } from '@/lib/languages'
import { useLanguage, useMessages } from '@/lib/messages'
import styles from './draft-banner.module.css'

/** Tells editors that they see more than readers do, and lets them out. */
export function DraftBanner() {
  const { isPreview, asPath } = useRouter()
  const messages = useMessages()
  const language = useLanguage()
  if (!isPreview) return null
  const here = localePath(language, asPath.replace(/[?#].*/, ''))
  return (
    <aside className={styles.banner}>
      <span>{messages.draftBanner}</span>
      <a href={`/api/exit-draft?to=${encodeURIComponent(here)}`}>{messages.leaveDrafts}</a>
    </aside>
  )
}
