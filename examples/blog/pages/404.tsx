import Head from 'next/head'
import Link from 'next/link'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

export default function NotFound() {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`Nothing in sight · ${site.name}`}</title>
      </Head>
      <h1>Nothing in sight</h1>
      <p className={styles.lead}>
        There is no such page, or the fog has it. The <Link href="/">newest posts</Link> are where they always are.
      </p>
    </div>
  )
}
