/** Parses a line of a `data.*` file: words of one meaning, what they relate to, and the gloss. */
import { partOfLetter } from './parts-of-speech.ts'

export interface Synset {
  /** Number of the lexicographer's file: the field the meaning belongs to. */
  readonly field: number
  /** As written, with spaces and capitals. */
  readonly words: readonly string[]
  readonly pointers: readonly Pointer[]
  readonly gloss: string
}

export interface Pointer {
  readonly symbol: string
  readonly part: number
  readonly offset: number
  /** From 1: the word of this synset that relates to the target; 0 when the whole meaning does. */
  readonly sourceWord: number
  /** From 1: the word of the target that is meant; 0 when its whole meaning is. */
  readonly targetWord: number
}

export function parseSynset(line: string): Synset {
  const bar = line.indexOf('| ')
  const fields = line.slice(0, bar).split(' ')
  const words = readWords(fields)
  const pointersAt = 4 + 2 * words.length
  const count = Number(fields[pointersAt])
  const pointers = Array.from({ length: count }, (_, index) => readPointer(fields, pointersAt + 1 + 4 * index))
  return { field: Number(fields[1]), words, pointers, gloss: line.slice(bar + 2).trim() }
}

/** Only the words: what a link to the synset needs, without its possibly hundreds of pointers. */
export const parseSynsetWords = (line: string): readonly string[] => readWords(line.split(' ', 4 + 2 * 64))

function readWords(fields: readonly string[]): string[] {
  const count = parseInt(fields[3] ?? '', 16)
  return Array.from({ length: count }, (_, index) => readable(fields[4 + 2 * index] ?? ''))
}

/** Adjectives carry a mark of their position in the sentence: `afraid(p)`. */
const readable = (word: string) => word.replace(/\((a|p|ip)\)$/, '').replaceAll('_', ' ')

function readPointer(fields: readonly string[], at: number): Pointer {
  const [symbol = '', offset = '', part = '', words = ''] = fields.slice(at, at + 4)
  return {
    symbol,
    part: partOfLetter(part),
    offset: Number(offset),
    sourceWord: parseInt(words.slice(0, 2), 16),
    targetWord: parseInt(words.slice(2), 16),
  }
}
