import type { Block } from '@/lib/cms-types'
import styles from './article-body.module.css'

/** The text of an article. */
export function ArticleBody({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <div className={styles.body}>
      {blocks.map(({ type, text }, index) => {
        if (type === 'heading') return <h2 key={index}>{text}</h2>
        if (type === 'quote')
          return (
            <blockquote key={index}>
              <p>{text}</p>
            </blockquote>
          )
        return <p key={index}>{text}</p>
      })}
    </div>
  )
}
