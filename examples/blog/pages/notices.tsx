import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GetStaticProps } from 'next'
import Head from 'next/head'
import { htmlOf } from '@/lib/markdown'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

export default function Notices({ html }: { html: string }) {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`Notices to mariners · ${site.name}`}</title>
        <meta name="description" content="What is not as charted." />
      </Head>
      <h1>Notices to mariners</h1>
      <p className={styles.lead}>What is not as charted. Whoever asks a second after a change sees it.</p>
      <div dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  )
}

export const getStaticProps: GetStaticProps<{ html: string }> = async () => ({
  props: { html: await htmlOf(await readFile(join(process.cwd(), 'content/notices.md'), 'utf8')) },
  revalidate: 1,
})
