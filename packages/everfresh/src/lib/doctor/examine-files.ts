/** Judges files that mean something to Next.js by their name alone. */
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import type { Finding } from './finding.ts'

interface NamedFile {
  /** Without extension; also looked for in `src/`. */
  readonly name: string
  readonly verdict: Finding['verdict']
  readonly message: string
}

const sources: readonly NamedFile[] = [
  { name: 'instrumentation', verdict: 'differs', message: 'register and onRequestError are not called.' },
  { name: 'instrumentation-client', verdict: 'differs', message: 'it is not loaded; import it in pages/_app.' },
]

const others: readonly NamedFile[] = [
  {
    name: 'vercel.json',
    verdict: 'differs',
    message: 'it is read by its host only: redirects, headers and crons of it.',
  },
]

const extensions = ['ts', 'js', 'mts', 'mjs', 'tsx', 'jsx']

/** @param root Absolute path of the site. */
export async function examineFiles(root: string): Promise<Finding[]> {
  const byName = sources.flatMap(({ name, verdict, message }) => {
    const candidates = ['', 'src/'].flatMap((folder) => extensions.map((extension) => `${folder}${name}.${extension}`))
    const file = candidates.find((candidate) => existsSync(join(root, candidate)))
    return file === undefined ? [] : [{ verdict, file, line: 1, message }]
  })
  const found = others.filter(({ name }) => existsSync(join(root, name)))
  const rest = found.map(({ name, verdict, message }): Finding => ({ verdict, file: name, line: 1, message }))
  const read = [await examineAppFolder(root), await examineScripts(root)]
  return [...byName, ...rest, ...read.flat()]
}

async function examineAppFolder(root: string): Promise<Finding[]> {
  for (const folder of ['app', 'src/app']) {
    const names = await readdir(join(root, folder), { recursive: true }).catch((): string[] => [])
    const routes = names.filter((name) => /(?:^|[/\\])(?:page|route|layout)\.[jt]sx?$/.test(name)).sort()
    const [first] = routes
    if (first === undefined) continue
    const message = `the App Router is not supported: ${routes.length} of its files are ignored. Move its routes to pages/.`
    return [{ verdict: 'fails', file: `${folder}/${first.replaceAll('\\', '/')}`, line: 1, message }]
  }
  return []
}

async function examineScripts(root: string): Promise<Finding[]> {
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}')
  const { scripts = {} } = (parse(text) ?? {}) as { scripts?: Readonly<Record<string, unknown>> }
  const withNext = Object.entries(scripts).filter(([, script]) => /(?:^|[\s;&|])next\s/.test(String(script)))
  return withNext.map(([name, script]) => ({
    verdict: 'differs',
    file: 'package.json',
    line: text.split('\n').findIndex((line) => line.includes(`"${name}"`) && line.includes(String(script))) + 1 || 1,
    message: `the script "${name}" runs next. ${adviceOn(String(script))}`,
  }))
}

const adviceOn = (script: string): string =>
  /(?:^|[\s;&|])next\s+lint\b/.test(script)
    ? 'Run ESLint itself: "next lint" is gone from Next.js 16 as well.'
    : '"everfresh init" changes it.'
