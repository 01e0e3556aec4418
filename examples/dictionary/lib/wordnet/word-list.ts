/** All lemmas of all parts of speech in one order, four bytes each: a number that says which index file, and where. */
import { compareAt, lemmaAt, nextLine, type IndexFile } from './index-file.ts'

export interface WordList {
  readonly files: readonly IndexFile[]
  /** The line of each distinct lemma in the first file that has it: `file << 23 | offset`. */
  readonly places: Uint32Array
}

const offsetBits = 23
const offsetMask = 2 ** offsetBits - 1

/** Merges the sorted files. Each line is read once, for this is what a thread waits for before its first page. */
export function createWordList(files: readonly IndexFile[]): WordList {
  const cursors = files.map(openCursor)
  const places: number[] = []
  for (;;) {
    const first = smallest(cursors)
    const lemma = first.lemma
    if (lemma === undefined) return { files, places: Uint32Array.from(places) }
    places.push(cursors.indexOf(first) * 2 ** offsetBits + first.offset)
    for (const cursor of cursors) if (cursor.lemma === lemma) moveTo(cursor, nextLine(cursor.bytes, cursor.offset))
  }
}

interface Cursor {
  readonly bytes: Buffer
  offset: number
  /** Undefined behind the last line. */
  lemma: string | undefined
}

function openCursor({ bytes, start }: IndexFile): Cursor {
  const cursor: Cursor = { bytes, offset: start, lemma: undefined }
  moveTo(cursor, start)
  return cursor
}

function moveTo(cursor: Cursor, offset: number): void {
  cursor.offset = offset
  cursor.lemma = offset < cursor.bytes.length ? lemmaAt(cursor.bytes, offset) : undefined
}

/** The first file wins where several have the lemma. */
function smallest(cursors: readonly Cursor[]): Cursor {
  let best = cursors[0]!
  for (const cursor of cursors) {
    if (cursor.lemma !== undefined && (best.lemma === undefined || cursor.lemma < best.lemma)) best = cursor
  }
  return best
}

/** Where the line of a lemma stands. */
export interface Place {
  /** The position in `files`. */
  readonly file: number
  readonly offset: number
}

export function placeOf(list: WordList, position: number): Place | undefined {
  const place = list.places[position]
  return place === undefined ? undefined : { file: place >>> offsetBits, offset: place & offsetMask }
}

export function lemmaOf(list: WordList, position: number): string | undefined {
  const place = placeOf(list, position)
  return place && lemmaAt(list.files[place.file]!.bytes, place.offset)
}

/** The position of the first lemma that is not before `text`; the length of the list when all are. */
export function positionOf(list: WordList, text: string): number {
  const wanted = Buffer.from(text)
  let low = 0
  let high = list.places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const place = list.places[middle]!
    if (compareAt(list.files[place >>> offsetBits]!.bytes, place & offsetMask, wanted) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The positions of all lemmas that begin with `prefix`, as a half-open range. */
export function rangeOf(list: WordList, prefix: string): readonly [from: number, to: number] {
  // No character of a lemma sorts behind this one.
  return [positionOf(list, prefix), positionOf(list, `${prefix}\u007f`)]
}

export function lemmasBetween(list: WordList, from: number, to: number): string[] {
  const end = Math.min(to, list.places.length)
  return Array.from({ length: Math.max(0, end - from) }, (_, index) => lemmaOf(list, from + index)!)
}
