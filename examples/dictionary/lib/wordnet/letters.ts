/** The index by letter: which letters there are, and which words stand on which of their pages. */
import type { Dictionary } from './dictionary.ts'
import { rangeOf, type WordList } from './word-list.ts'
import { wordAt } from './word-page.ts'

/** In an address; words that begin with a digit or a sign share the first. */
export const letters: readonly string[] = ['0-9', ...'abcdefghijklmnopqrstuvwxyz']

const wordsPerPage = 240

export interface LetterPage {
  readonly letter: string
  /** From 1. */
  readonly page: number
  readonly pages: number
  readonly total: number
  /** As written, in the order of their lemmas. */
  readonly words: readonly string[]
}

export const countOf = ({ words }: Dictionary, letter: string): number => {
  const [from, to] = letterRange(words, letter)
  return to - from
}

/** Returns page `page` (from 1) of `letter`, or undefined when there is no such letter or page. */
export function letterPage(dictionary: Dictionary, letter: string, page: number): LetterPage | undefined {
  if (!letters.includes(letter)) return undefined
  const [from, to] = letterRange(dictionary.words, letter)
  const pages = Math.ceil((to - from) / wordsPerPage)
  if (!Number.isInteger(page) || page < 1 || page > pages) return undefined
  const start = from + (page - 1) * wordsPerPage
  const end = Math.min(to, start + wordsPerPage)
  const words = Array.from({ length: end - start }, (_, index) => wordAt(dictionary, start + index)!)
  return { letter, page, pages, total: to - from, words }
}

function letterRange(words: WordList, letter: string): readonly [number, number] {
  // Digits and signs all sort before the letters.
  return letter === '0-9' ? [0, rangeOf(words, 'a')[0]] : rangeOf(words, letter)
}
