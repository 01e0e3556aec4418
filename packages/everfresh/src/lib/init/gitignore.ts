/** The lines that a site's .gitignore needs. */
import type { FileChange } from './report.ts'

const needed = ['node_modules', '.everfresh', '.env*.local'] as const

/** `/node_modules/`, `node_modules/` and `node_modules` leave out the same folder of a site. */
const bare = (line: string) => line.trim().replace(/^\//, '').replace(/\/$/, '')

/** Returns .gitignore with what is missing at its end. `text` is what is there, undefined when there is none. */
export function gitignoreFor(text = ''): FileChange {
  const there = new Set(text.split(/\r?\n/).map(bare))
  const missing = needed.filter((line) => !there.has(line))
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  const added = missing.map((line) => `${line}\n`).join('')
  return { text: text + end + added, changes: missing.map((line) => `added ${line}`), notes: [] }
}
