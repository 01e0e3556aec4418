/** The second and later pages of a letter, each generated at its first visit. */
import type { GetStaticPaths, GetStaticProps } from 'next'
import { LetterWords, type LetterWordsProps } from '../../../components/letter-words.tsx'
import { letterHref } from '../../../lib/links.ts'
import { openDictionary } from '../../../lib/wordnet/dictionary.ts'
import { letterPage, letters } from '../../../lib/wordnet/letters.ts'

export default LetterWords

export const getStaticPaths: GetStaticPaths = () => ({ paths: [], fallback: 'blocking' })

export const getStaticProps: GetStaticProps<LetterWordsProps, { letter: string; page: string }> = ({ params }) => {
  const { letter = '', page: asked = '' } = params ?? {}
  // One address per page: not `2.0`, ` 2` or `02`.
  const page = /^[1-9]\d*$/.test(asked) ? letterPage(openDictionary(), letter, Number(asked)) : undefined
  if (page === undefined) return { notFound: true }
  if (page.page === 1) return { redirect: { destination: letterHref(letter), permanent: true } }
  return { props: { ...page, letters } }
}
