/** Everything that the page of one word shows, as plain JSON. */
import { lookUp, type Dictionary, type LemmaPart } from './dictionary.ts'
import { splitGloss } from './gloss.ts'
import { readLine, type IndexLine } from './index-file.ts'
import type { PartOfSpeech } from './parts-of-speech.ts'
import { fieldName, relationLabel, relationSymbols } from './relations.ts'
import { parseSynset, parseSynsetWords, type Pointer, type Synset } from './synset.ts'
import { placeOf, positionOf } from './word-list.ts'

export interface WordPage {
  readonly lemma: string
  /** As written: `New York`. */
  readonly title: string
  readonly parts: readonly WordPart[]
  /** The neighbours in the alphabet, as written. */
  readonly previous: string | null
  readonly next: string | null
}

export interface WordPart {
  readonly name: PartOfSpeech
  readonly senses: readonly Sense[]
}

export interface Sense {
  /** How the word is written in this sense, where it differs from the title: `China` and `china`. */
  readonly form: string | null
  readonly field: string | null
  readonly meaning: string
  readonly examples: readonly string[]
  readonly synonyms: readonly string[]
  readonly relations: readonly Relation[]
}

export interface Relation {
  readonly label: string
  /** Words as written; each has a page. */
  readonly words: readonly string[]
  /** How many further ones there are. */
  readonly more: number
}

/** `person` has 400 narrower terms: more than anybody reads, and each costs a read. */
const relationLimit = 40

/** The name under which a word as written is filed. */
export const lemmaOfWord = (word: string): string => word.toLowerCase().replaceAll(' ', '_')

/** Returns the page of `lemma`, or undefined when it is no word of the dictionary. */
export function wordPage(dictionary: Dictionary, lemma: string): WordPage | undefined {
  const parts = lookUp(dictionary, lemma)
  const [first] = parts
  if (first === undefined) return undefined
  const synsets = parts.map((part) => synsetsOf(dictionary, part))
  const title = formIn(synsets[0]![0]!.words, lemma)
  const position = positionOf(dictionary.words, `${lemma} `)
  return {
    lemma,
    title,
    parts: parts.map(({ name }, index) => ({
      name,
      senses: synsets[index]!.map((synset) => senseOf(dictionary, synset, lemma, title)),
    })),
    previous: wordAt(dictionary, position - 1),
    next: wordAt(dictionary, position + 1),
  }
}

/** `new_york` → `New York`, as its commonest meaning writes it. */
export function wordAsWritten(dictionary: Dictionary, { lemma, senses }: IndexLine, part: number): string {
  return formIn(parseSynsetWords(dictionary.synsetLine(part, senses[0]!)), lemma)
}

/** The word at a position of the list, as written; null beyond its ends. Cheaper than looking its lemma up. */
export function wordAt(dictionary: Dictionary, position: number): string | null {
  const place = placeOf(dictionary.words, position)
  if (place === undefined) return null
  return wordAsWritten(dictionary, readLine(dictionary.indexes[place.file]!.bytes, place.offset), place.file)
}

/** The first meaning alone, for lists. */
export function shortMeaning(dictionary: Dictionary, { part, senses }: LemmaPart): string {
  return splitGloss(parseSynset(dictionary.synsetLine(part, senses[0]!)).gloss).meaning
}

const synsetsOf = (dictionary: Dictionary, { part, senses }: LemmaPart): Synset[] =>
  senses.map((offset) => parseSynset(dictionary.synsetLine(part, offset)))

const formIn = (words: readonly string[], lemma: string): string =>
  words.find((word) => lemmaOfWord(word) === lemma) ?? lemma.replaceAll('_', ' ')

function senseOf(dictionary: Dictionary, synset: Synset, lemma: string, title: string): Sense {
  const form = formIn(synset.words, lemma)
  return {
    form: form === title ? null : form,
    field: fieldName(synset.field),
    ...splitGloss(synset.gloss),
    synonyms: synset.words.filter((word) => lemmaOfWord(word) !== lemma),
    relations: relationsOf(dictionary, synset, synset.words.indexOf(form) + 1, lemma),
  }
}

function relationsOf(dictionary: Dictionary, synset: Synset, wordNumber: number, lemma: string): Relation[] {
  const pointers = synset.pointers.filter(({ sourceWord }) => sourceWord === 0 || sourceWord === wordNumber)
  return relationSymbols.flatMap((symbol) => {
    const ofSymbol = pointers.filter((pointer) => pointer.symbol === symbol)
    const targets = ofSymbol.slice(0, relationLimit).map((pointer) => targetOf(dictionary, pointer))
    const words = [...new Set(targets)].filter((word) => lemmaOfWord(word) !== lemma)
    if (words.length === 0) return []
    return [{ label: relationLabel(symbol), words, more: Math.max(0, ofSymbol.length - relationLimit) }]
  })
}

function targetOf(dictionary: Dictionary, { part, offset, targetWord }: Pointer): string {
  const words = parseSynsetWords(dictionary.synsetLine(part, offset))
  return words[Math.max(0, targetWord - 1)]!
}
