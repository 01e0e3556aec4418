import Link from 'next/link'
import { PageHead } from '@/components/page-head'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

export default function BrokenPage() {
  const messages = useMessages()
  return (
    <>
      <PageHead title={`${messages.broken} · Meridian`} description={messages.broken} isHidden />
      <header className={styles.header}>
        <h1>{messages.broken}</h1>
        <p>{messages.brokenText}</p>
        <p>
          <Link href="/">{messages.home}</Link>
        </p>
      </header>
    </>
  )
}
