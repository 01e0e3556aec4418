import type { GetStaticProps } from 'next'
import Head from 'next/head'
import Link from 'next/link'
import { tagHref } from '@/lib/links'
import { tagCounts } from '@/lib/posts'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

interface TagsProps {
  tags: { tag: string; count: number }[]
}

export default function Tags({ tags }: TagsProps) {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`Tags · ${site.name}`}</title>
      </Head>
      <h1>Tags</h1>
      <ul className={styles.tags}>
        {tags.map(({ tag, count }) => (
          <li key={tag}>
            <Link href={tagHref(tag)}>
              {tag} <span className={styles.count}>{count.toLocaleString('en')}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const getStaticProps: GetStaticProps<TagsProps> = async () => ({
  props: { tags: await tagCounts() },
  revalidate: 600,
})
