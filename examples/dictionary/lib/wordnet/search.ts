/** Finds words by their beginning, and expressions by one of their words. It does not look into the meanings. */
import { lookUp, type Dictionary, type LemmaPart } from './dictionary.ts'
import { nextLine, readLine } from './index-file.ts'
import type { PartOfSpeech } from './parts-of-speech.ts'
import { lemmaOf, positionOf, rangeOf } from './word-list.ts'
import { lemmaOfWord, shortMeaning, wordAsWritten, wordAt } from './word-page.ts'

export interface SearchResult {
  /** As written. */
  readonly word: string
  readonly parts: readonly PartOfSpeech[]
  readonly meaning: string
}

export interface SearchPage {
  /** As asked, without the blanks around it. */
  readonly query: string
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly results: readonly SearchResult[]
  /** Where nothing was found: what stands there in the alphabet instead, as written. */
  readonly nearby: readonly string[]
}

const resultsPerPage = 30
const longestQuery = 80

/** Page `page` (from 1, clamped) of what is found for `query`; an empty query finds nothing. */
export function search(dictionary: Dictionary, query: string, page: number): SearchPage {
  const asked = query.trim().replace(/\s+/g, ' ').slice(0, longestQuery)
  const wanted = lemmaOfWord(asked)
  const found = wanted === '' ? [] : matches(dictionary, wanted)
  const pages = Math.max(1, Math.ceil(found.length / resultsPerPage))
  const current = Math.min(Math.max(1, Math.trunc(page) || 1), pages)
  const shown = found.slice((current - 1) * resultsPerPage, current * resultsPerPage)
  return {
    query: asked,
    total: found.length,
    page: current,
    pages,
    results: shown.map((lemma) => resultOf(dictionary, lemma)),
    nearby: wanted === '' || found.length > 0 ? [] : neighbours(dictionary, wanted),
  }
}

/** The word itself, then what begins with it, the commoner first, then expressions that hold it as a word. */
function matches(dictionary: Dictionary, wanted: string): string[] {
  const { words } = dictionary
  const [from, to] = rangeOf(words, wanted)
  const rank = commonness(dictionary)
  const positions = Uint32Array.from({ length: to - from }, (_, index) => from + index)
  // Sorting is stable: words as common as each other stay in the order of the alphabet.
  positions.sort((a, b) => rank[b]! - rank[a]!)
  const beginning = Array.from(positions, (position) => lemmaOf(words, position)!)
  const itself = lemmaOf(words, from) === wanted ? [wanted] : []
  return [...new Set([...itself, ...beginning, ...expressionsWith(dictionary, wanted)])]
}

const ranks = new WeakMap<Dictionary, Uint8Array>()

/** The number of tagged senses of each lemma by its position. Counted at the first search, for pages need none of it. */
function commonness(dictionary: Dictionary): Uint8Array {
  const known = ranks.get(dictionary)
  if (known !== undefined) return known
  const counted = countTaggedSenses(dictionary)
  ranks.set(dictionary, counted)
  return counted
}

function countTaggedSenses({ words, indexes }: Dictionary): Uint8Array {
  const counts = new Uint8Array(words.places.length)
  for (const { bytes, start } of indexes) {
    // Both orders are the same, so the position only moves on.
    let position = 0
    for (let offset = start; offset < bytes.length; offset = nextLine(bytes, offset)) {
      const { lemma, taggedSenses } = readLine(bytes, offset)
      while (lemmaOf(words, position) !== lemma) position += 1
      counts[position]! += taggedSenses
    }
  }
  return counts
}

/** Scans the indexes' bytes for `_wanted` at the end of a word: a few milliseconds. */
function expressionsWith({ indexes }: Dictionary, wanted: string): string[] {
  return indexes
    .flatMap(({ bytes, start }) => {
      const found: string[] = []
      const pattern = Buffer.from(`_${wanted}`)
      for (let at = bytes.indexOf(pattern, start); at !== -1; at = bytes.indexOf(pattern, at + 1)) {
        const end = bytes[at + pattern.length]
        if (end !== 0x20 && end !== 0x5f) continue
        const lineStart = bytes.lastIndexOf(0x0a, at) + 1
        found.push(bytes.toString('latin1', lineStart, bytes.indexOf(0x20, at)))
      }
      return found
    })
    .sort()
}

function neighbours(dictionary: Dictionary, wanted: string): string[] {
  const position = positionOf(dictionary.words, wanted)
  return [-3, -2, -1, 0, 1, 2].flatMap((distance) => wordAt(dictionary, position + distance) ?? [])
}

function resultOf(dictionary: Dictionary, lemma: string): SearchResult {
  const parts = lookUp(dictionary, lemma)
  const [first] = parts as [LemmaPart]
  return {
    word: wordAsWritten(dictionary, first, first.part),
    parts: parts.map(({ name }) => name),
    meaning: shortMeaning(dictionary, first),
  }
}
