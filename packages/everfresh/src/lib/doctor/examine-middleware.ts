/** Judges the middleware of a site as a build would, without running it. */
import { relative } from 'node:path'
import { EverfreshError } from '../errors.ts'
import { middlewareFiles, readMiddleware } from '../middleware/read-middleware.ts'
import { defaultPageExtensions } from '../routes/scan.ts'
import type { Finding } from './finding.ts'

/** @param root Absolute path of the site. */
export async function examineMiddleware(
  root: string,
  pageExtensions: readonly string[] = defaultPageExtensions,
): Promise<Finding[]> {
  try {
    const found = await readMiddleware(root, pageExtensions)
    if (found === undefined) return []
    const file = relative(root, found.file).replaceAll('\\', '/')
    const warnings = found.warnings.map((message): Finding => ({ verdict: 'differs', file, line: 1, message }))
    const patterns =
      found.matchers === undefined ? 'every request' : `requests that match ${found.matchers.length} patterns`
    return [{ verdict: 'works', file, line: 1, message: `the ${found.kind} runs before ${patterns}` }, ...warnings]
  } catch (error) {
    if (!(error instanceof EverfreshError)) throw error
    const [file = ''] = middlewareFiles(root, pageExtensions)
    return [{ verdict: 'fails', file: relative(root, file).replaceAll('\\', '/'), line: 1, message: error.message }]
  }
}
