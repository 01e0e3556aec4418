/** The id of a deployment when the site does not name one. */
import { createHash } from 'node:crypto'
import type { Bundled } from './bundle.ts'

/**
 * Hashes what was compiled, and when: two builds of one code are two deployments, since their pages may hold different
 * content. 12 characters of base64url.
 */
export function contentId({ client, fingerprints }: Bundled, builtAt: number): string {
  const hash = createHash('sha256').update(String(builtAt))
  for (const { fileName } of client) hash.update(fileName)
  for (const [pattern, fingerprint] of fingerprints) hash.update(`${pattern}\0${fingerprint}\0`)
  // A dash in front would look like a command line's flag.
  return hash.digest('base64url').slice(0, 12).replace(/^-/, '_')
}
