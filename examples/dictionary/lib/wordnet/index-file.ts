/** One of WordNet's `index.*` files: a sorted line per lemma, searched where it lies, as bytes; nothing is parsed ahead. */
import { readFileSync } from 'node:fs'

export interface IndexFile {
  readonly bytes: Buffer
  /** Where the first line begins, past the licence. */
  readonly start: number
}

/** What the index says of a lemma as one part of speech. */
export interface IndexLine {
  readonly lemma: string
  /** Byte offsets into the data file, the commonest sense first. */
  readonly senses: readonly number[]
  /** How many of the senses occur in the tagged texts: a measure of how common the word is. */
  readonly taggedSenses: number
}

export const space = 0x20
const newline = 0x0a

export function openIndexFile(path: string): IndexFile {
  const bytes = readFileSync(path)
  let start = 0
  while (bytes[start] === space) start = nextLine(bytes, start)
  return { bytes, start }
}

export function nextLine(bytes: Buffer, offset: number): number {
  const end = bytes.indexOf(newline, offset)
  return end === -1 ? bytes.length : end + 1
}

/** Returns the offset of `lemma`'s line, or undefined when the file has none. */
export function findLine({ bytes, start }: IndexFile, lemma: string): number | undefined {
  const wanted = Buffer.from(`${lemma} `)
  let low = start
  let high = bytes.length
  while (low < high) {
    const line = lineStart(bytes, (low + high) >>> 1, low)
    const order = compareAt(bytes, line, wanted)
    if (order === 0) return line
    if (order < 0) low = nextLine(bytes, line)
    else high = line
  }
  return undefined
}

function lineStart(bytes: Buffer, offset: number, lowest: number): number {
  const before = offset > lowest ? bytes.lastIndexOf(newline, offset - 1) : -1
  return Math.max(before + 1, lowest)
}

/** Orders the bytes at `offset` and `wanted`; 0 when the bytes begin with it. */
export function compareAt(bytes: Buffer, offset: number, wanted: Buffer): number {
  return bytes.compare(wanted, 0, wanted.length, offset, Math.min(offset + wanted.length, bytes.length))
}

export function lemmaAt(bytes: Buffer, offset: number): string {
  return bytes.toString('latin1', offset, bytes.indexOf(space, offset))
}

export function readLine(bytes: Buffer, offset: number): IndexLine {
  const fields = bytes.toString('latin1', offset, nextLine(bytes, offset)).trimEnd().split(' ')
  // lemma, part, number of synsets, number of pointer symbols, the symbols, number of senses, tagged senses, offsets
  const afterSymbols = 4 + Number(fields[3])
  return {
    lemma: fields[0] ?? '',
    taggedSenses: Number(fields[afterSymbols + 1]),
    senses: fields.slice(afterSymbols + 2).map(Number),
  }
}
