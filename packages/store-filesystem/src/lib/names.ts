/** What files and folders are called. No byte that a visitor chose is part of a name. */
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Base 32 without padding (RFC 4648 §6), in lower case: safe also where names do not tell upper from lower case. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(value >>> (bits - 5)) & 31]
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

const hashOf = (text: string): string => base32(createHash('sha256').update(text).digest())

/** A name that nobody else chooses. */
export const nonce = (): string => base32(randomBytes(15))

export const pagesFolder = (directory: string): string => join(directory, 'pages')
export const logFolder = (directory: string): string => join(directory, 'log')
export const trashFolder = (directory: string): string => join(directory, 'trash')

/** The folder of a path, below one of 1,024, so that no folder grows beyond what file systems list quickly. */
export function folderOfPath(directory: string, path: string): string {
  const hash = hashOf(path)
  return join(pagesFolder(directory), hash.slice(0, 2), hash.slice(2))
}

/** A folder that is being filled before it gets its name. */
export const newFolderName = (): string => `n.${nonce()}`
/** A file that is being written before it gets its name. */
export const temporaryName = (): string => `t.${nonce()}`
export const isTemporary = (name: string): boolean => name.startsWith('t.') || name.startsWith('n.')

/** Bodies of one namespace begin alike, so that whoever replaces one finds what it replaces. */
export const bodiesPrefix = (namespace: string): string => `v.${hashOf(namespace).slice(0, 12)}.`
export const bodiesName = (namespace: string, token: number): string => `${bodiesPrefix(namespace)}${token}.${nonce()}`
export const isBodies = (name: string): boolean => name.startsWith('v.')

/** Numbered files of one folder: rows of a path, batches and snapshots of the log. */
export type Series = 'r' | 'e' | 's'
export const numbered = (series: Series, number: number): string => `${series}.${number}`

/** The numbers of a series that `names` hold, in ascending order. */
export function numbersIn(series: Series, names: readonly string[]): number[] {
  return names
    .filter((name) => name.startsWith(`${series}.`))
    .map((name) => Number(name.slice(2)))
    .filter((number) => Number.isSafeInteger(number))
    .sort((a, b) => a - b)
}

/** Stands for a member in file names. */
export const memberHash = (member: string): string => hashOf(member).slice(0, 20)
