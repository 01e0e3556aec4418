/** Two routes may not generate the same path: which of them answered would be chance (B98). */
import type { PageToGenerate } from './collect-pages.ts'
import { EverfreshError } from '../errors.ts'

/** Compares without regard to case, since file systems and CDNs may. @throws EverfreshError CONFLICTING_PATHS, listing all. */
export function checkConflicts(pages: readonly PageToGenerate[]): void {
  const owners = new Map<string, PageToGenerate>()
  const conflicts: string[] = []
  for (const candidate of pages) {
    if (candidate.page.context.kind !== 'page') continue
    const folded = candidate.page.path.toLowerCase()
    const owner = owners.get(folded)
    if (owner === undefined) owners.set(folded, candidate)
    else if (owner.pattern !== candidate.pattern || owner.page.path !== candidate.page.path) {
      conflicts.push(
        `"${candidate.page.path}" from ${candidate.pattern} and "${owner.page.path}" from ${owner.pattern}`,
      )
    }
  }
  if (conflicts.length === 0) return
  throw new EverfreshError(
    'CONFLICTING_PATHS',
    `Conflicting paths returned from getStaticPaths, paths must be unique per page.\n${conflicts.map((line) => `\t${line}`).join('\n')}`,
  )
}
