/** The keys of every table. Names of any length and any characters become hashes of one length. */
import { hash } from 'node:crypto'

const hashOf = (text: string): Buffer => hash('sha256', text, 'buffer').subarray(0, 16)

const remembered = new Map<string, Buffer>()
const mostRemembered = 4_096

/** For names that come again and again, such as tags and namespaces: a hash costs 1 µs, and a page read needs several. */
function rememberedHashOf(text: string): Buffer {
  const known = remembered.get(text)
  if (known) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const made = hashOf(text)
  remembered.set(text, made)
  return made
}

/** The row of a path: 16 bytes. */
export const pathKeyOf = hashOf

/** The floors of a tag: 16 bytes. */
export const tagKeyOf = (tag: string): Buffer => (isTagOfPath(tag) ? hashOf(tag) : rememberedHashOf(tag))

/** There are as many of them as pages: remembering them would only push out the others. */
const isTagOfPath = (tag: string): boolean => tag.startsWith('p:')

/** One page of a path: the path's key and 8 bytes for the namespace. */
export const pageKeyOf = (pathKey: Buffer, namespace: string): Buffer =>
  putPage(Buffer.allocUnsafe(24), pathKey, namespace)

/** One version of a page: the page's key and 8 bytes for the version. */
export const versionKeyOf = (pathKey: Buffer, namespace: string, version: number): Buffer =>
  putNumber(putPage(Buffer.allocUnsafe(32), pathKey, namespace), version, 24)

function putPage(key: Buffer, pathKey: Buffer, namespace: string): Buffer {
  pathKey.copy(key, 0, 0, 16)
  rememberedHashOf(namespace).copy(key, 16, 0, 8)
  return key
}

/** A number below 2^53 whose byte order is its order. */
export const numberKeyOf = (number: number): Buffer => putNumber(Buffer.allocUnsafe(8), number, 0)

function putNumber(key: Buffer, number: number, at: number): Buffer {
  key.writeUInt32BE(Math.floor(number / 2 ** 32), at)
  key.writeUInt32BE(number >>> 0, at + 4)
  return key
}

/** Sorts paths by when they were last used: 4 bytes of seconds, then the path's key. */
export function ageKeyOf(usedAtSeconds: number, pathKey: Buffer): Buffer {
  const key = Buffer.allocUnsafe(4 + pathKey.length)
  key.writeUInt32BE(usedAtSeconds >>> 0, 0)
  pathKey.copy(key, 4)
  return key
}

export const pathKeyOfAge = (ageKey: Buffer): Buffer => Buffer.from(ageKey.subarray(4))

/** The first key behind all keys that begin with `prefix`. */
export function endOf(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix)
  for (let i = end.length - 1; i >= 0; i--) {
    if (end[i] === 0xff) continue
    end[i]!++
    return end.subarray(0, i + 1)
  }
  return Buffer.alloc(end.length + 1, 0xff)
}
