/** Finds the sources of a site: what a build may compile, no tests, no tools. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Source } from './finding.ts'

const passedOver = new Set([
  'node_modules',
  'public',
  'out',
  'dist',
  'build',
  'coverage',
  'cypress',
  'e2e',
  '__tests__',
])
const source = /\.[cm]?[jt]sx?$/
const noSource = /\.d\.[cm]?ts$|\.(?:test|spec|stories|config|setup)\.[cm]?[jt]sx?$/

/** @param root Absolute path. */
export async function readSources(root: string): Promise<Source[]> {
  const files = await sourcesBelow(root, '')
  return Promise.all(files.map(async (file) => ({ file, code: await readFile(join(root, file), 'utf8') })))
}

async function sourcesBelow(root: string, folder: string): Promise<string[]> {
  const found: string[] = []
  for (const item of await readdir(join(root, folder), { withFileTypes: true })) {
    const name = folder === '' ? item.name : `${folder}/${item.name}`
    if (item.name.startsWith('.') || passedOver.has(item.name)) continue
    if (item.isDirectory()) found.push(...(await sourcesBelow(root, name)))
    else if (source.test(item.name) && !noSource.test(item.name)) found.push(name)
  }
  return found.sort()
}
