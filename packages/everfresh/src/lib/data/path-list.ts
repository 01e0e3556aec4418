/** The outer shape of what getStaticPaths returns. */
import { invalidData } from './returned.ts'

export interface PathList {
  readonly paths: readonly (string | Readonly<Record<string, unknown>>)[]
  readonly fallback: boolean | 'blocking'
}

const expected =
  'Expected: { paths: [], fallback: boolean }\n' +
  'See here for more info: https://nextjs.org/docs/messages/invalid-getstaticpaths-value'

/** @throws EverfreshError `INVALID_DATA` (B163). */
export function checkPathList(value: unknown, page: string): PathList {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidData(`Invalid value returned from getStaticPaths in ${page}. Received ${typeof value} ${expected}`)
  }
  const { paths, fallback, ...extra } = value as Readonly<Record<string, unknown>>
  if (Object.keys(extra).length > 0) {
    throw invalidData(
      `Extra keys returned from getStaticPaths in ${page} (${Object.keys(extra).join(', ')}) ${expected}`,
    )
  }
  if (typeof fallback !== 'boolean' && fallback !== 'blocking') {
    throw invalidData(`The \`fallback\` key must be returned from getStaticPaths in ${page}.\n${expected}`)
  }
  if (!Array.isArray(paths) || !paths.every(isPath)) {
    throw invalidData(
      `Invalid \`paths\` value returned from getStaticPaths in ${page}.\n` +
        '`paths` must be an array of strings or objects of shape { params: [key: string]: string }',
    )
  }
  return { paths, fallback }
}

const isPath = (item: unknown): item is PathList['paths'][number] =>
  typeof item === 'string' || (typeof item === 'object' && item !== null && !Array.isArray(item))
