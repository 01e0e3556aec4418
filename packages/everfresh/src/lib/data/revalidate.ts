/** Reads the `revalidate` and `tags` that getStaticProps returns. */
import { EverfreshError } from '../errors.ts'

const secondsPerYear = 31_536_000

/** As next to `revalidate`: at most this many tags, and characters in each. */
export const maxTags = 128
export const maxTagLength = 256

/**
 * Returns after how many seconds the page is stale; false for never, which is also what leaving it out means (B7).
 *
 * `warn` gets the message of an interval longer than a year (B160).
 *
 * @throws EverfreshError `INVALID_DATA` when it is no positive integer or boolean (B157–B159).
 */
export function readRevalidate(value: unknown, url: string, warn: (message: string) => void): number | false {
  if (value === true) return 1
  if (value === false || value === undefined) return false
  if (typeof value !== 'number') throw notSeconds(value, url)
  if (!Number.isInteger(value)) throw notNatural(value, url)
  if (value <= 0) throw notPositive(url)
  if (value > secondsPerYear) {
    warn(
      `Warning: A page's revalidate option was set to more than a year for ${url}. This may have been done in error.\n` +
        `To only run getStaticProps at build-time and not revalidate at runtime, you can set \`revalidate\` to \`false\`!`,
    )
  }
  return value
}

const notSeconds = (value: unknown, url: string) =>
  new EverfreshError(
    'INVALID_DATA',
    `A page's revalidate option must be seconds expressed as a natural number. Mixed numbers and strings cannot be used. ` +
      `Received '${printed(value)}' for ${url}`,
  )

/** `JSON.stringify`, but for values that it cannot print. */
function printed(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}

const notNatural = (value: number, url: string) =>
  new EverfreshError(
    'INVALID_DATA',
    `A page's revalidate option must be seconds expressed as a natural number for ${url}. ` +
      `Mixed numbers, such as '${value}', cannot be used.\n` +
      `Try changing the value to '${Math.ceil(value)}' or using \`Math.ceil()\` if you're computing the value.`,
  )

const notPositive = (url: string) =>
  new EverfreshError(
    'INVALID_DATA',
    `A page's revalidate option can not be less than or equal to zero for ${url}. ` +
      `A revalidate option of zero means to revalidate after _every_ request, and implies stale data cannot be tolerated.\n\n` +
      `To never revalidate, you can set revalidate to \`false\` (only ran once at build-time).\n` +
      `To revalidate as soon as possible, you can set the value to \`1\`.`,
  )

/**
 * Returns the labels of the page, each once.
 *
 * @throws EverfreshError `INVALID_DATA` when they are no array of strings, empty, too many or too long.
 */
export function readTags(value: unknown, page: string): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalidTags(page, `must be an array of strings, but it is ${typeof value}`)
  const tags = [...new Set<unknown>(value)].map((tag) => {
    if (typeof tag !== 'string')
      throw invalidTags(page, `must hold strings, but it holds ${tag === null ? 'null' : typeof tag}`)
    if (tag === '') throw invalidTags(page, 'holds an empty string')
    if (tag.length > maxTagLength) {
      throw invalidTags(
        page,
        `holds a tag of ${tag.length} characters that begins with "${tag.slice(0, 32)}"; ${maxTagLength} are allowed`,
      )
    }
    return tag
  })
  if (tags.length > maxTags) throw invalidTags(page, `holds ${tags.length} tags; ${maxTags} are allowed`)
  return tags
}

const invalidTags = (page: string, reason: string) =>
  new EverfreshError(
    'INVALID_DATA',
    `The \`tags\` that \`getStaticProps\` returned in "${page}" cannot be used: it ${reason}.`,
  )
