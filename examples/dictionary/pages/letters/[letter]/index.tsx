/** The first page of a letter. */
import type { GetStaticPaths, GetStaticProps } from 'next'
import { LetterWords, type LetterWordsProps } from '../../../components/letter-words.tsx'
import { openDictionary } from '../../../lib/wordnet/dictionary.ts'
import { letterPage, letters } from '../../../lib/wordnet/letters.ts'

export default LetterWords

export const getStaticPaths: GetStaticPaths = () => ({
  paths: letters.map((letter) => ({ params: { letter } })),
  fallback: false,
})

export const getStaticProps: GetStaticProps<LetterWordsProps, { letter: string }> = ({ params }) => {
  const page = letterPage(openDictionary(), params?.letter ?? '', 1)
  return page === undefined ? { notFound: true } : { props: { ...page, letters } }
}
