/** Examines a site of Next.js without building it: what will work, what differs, what will not. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { examineConfiguration } from './examine-configuration.ts'
import { examineFiles } from './examine-files.ts'
import { examineImports } from './examine-imports.ts'
import { examineMiddleware } from './examine-middleware.ts'
import { examinePages } from './examine-pages.ts'
import type { Finding } from './finding.ts'
import { factsOf } from './source-facts.ts'
import { readSources } from './source-files.ts'

const order: readonly Finding['verdict'][] = ['works', 'differs', 'fails']

/**
 * Returns findings in the order works, differs, fails, and by file and line. Runs nothing of the site but its configuration.
 *
 * @param root Absolute path.
 */
export async function examineSite(root: string): Promise<Finding[]> {
  const { findings, pageExtensions } = await examineConfiguration(root)
  const sources = new Map((await readSources(root)).map((source) => [source.file, source]))
  const read = async (file: string) => sources.get(file) ?? { file, code: await readFile(join(root, file), 'utf8') }
  const facts = new Map([...sources].map(([file, source]) => [file, factsOf(source)]))
  const all = [
    ...findings,
    ...(await examineFiles(root)),
    ...(await examineMiddleware(root, pageExtensions)),
    ...examineImports(facts),
    ...(await examinePages(root, pageExtensions, read)),
  ]
  return all.sort(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      (a.file ?? '').localeCompare(b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0),
  )
}
