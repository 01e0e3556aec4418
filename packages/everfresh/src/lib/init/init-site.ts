/** Prepares a folder for Everfresh: tsconfig.json, .gitignore and package.json get what they lack. */
import { existsSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gitignoreFor } from './gitignore.ts'
import { packageWithScripts } from './package-scripts.ts'
import type { FileChange } from './report.ts'
import { tsconfigFor } from './tsconfig.ts'

export interface InitReport {
  /** One per file that was looked at, path relative to the site. */
  readonly files: readonly (Omit<FileChange, 'text'> & { readonly file: string })[]
}

/**
 * Changes only what has to change; a second run changes nothing.
 *
 * @param root Absolute path of the site.
 * @throws EverfreshError INVALID_CONFIG when a file cannot be read; none is written then.
 */
export async function initSite(root: string): Promise<InitReport> {
  const prepare = async (file: string, change: (text: string | undefined) => FileChange) => {
    const before = await contentOf(join(root, file))
    return { file, before, ...change(before) }
  }
  const files = [await prepare('package.json', packageWithScripts), await prepare('.gitignore', gitignoreFor)]
  if (await hasTypeScript(root)) {
    files.push(await prepare('tsconfig.json', (text) => tsconfigFor(text, hasNodeTypes(root))))
  }
  for (const { file, text, before } of files) if (text !== before) await writeFile(join(root, file), text)
  const reports = files.map(({ file, changes, notes }) => ({ file, changes, notes }))
  return { files: [...reports, ...leftOvers(root)] }
}

function leftOvers(root: string): InitReport['files'] {
  if (!existsSync(join(root, 'next-env.d.ts'))) return []
  const note = 'asks for the types of next; remove it once next is no longer installed'
  return [{ file: 'next-env.d.ts', changes: [], notes: [note] }]
}

async function contentOf(file: string): Promise<string | undefined> {
  return existsSync(file) ? readFile(file, 'utf8') : undefined
}

async function hasTypeScript(root: string): Promise<boolean> {
  if (existsSync(join(root, 'tsconfig.json'))) return true
  for (const folder of ['pages', 'src/pages']) {
    const names = await readdir(join(root, folder), { recursive: true }).catch((): string[] => [])
    if (names.some((name) => /\.tsx?$/.test(name))) return true
  }
  return false
}

function hasNodeTypes(root: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve('@types/node/package.json')
    return true
  } catch {
    return false
  }
}
