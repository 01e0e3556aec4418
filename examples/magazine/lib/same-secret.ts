/** Compares secrets without telling, by the time it takes, how far they agree. */
import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

export const isSameSecret = (given: unknown, expected: string | undefined) =>
  typeof given === 'string' && expected !== undefined && timingSafeEqual(digest(given), digest(expected))
