/** Makes a copy of our own code in which one rule is switched off, and loads it. */
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Subject } from '../subject.ts'
import type { Change, Mutant } from './mutant.ts'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))
const copies = fileURLToPath(new URL('../.tmp/mutants/', import.meta.url))

/** @throws Error when the code that the mutant changes is not there any more, or more than once */
export async function subjectOf(mutant: Mutant): Promise<Subject> {
  const folder = join(copies, mutant.name.replaceAll(/\W+/g, '-'))
  await rm(folder, { recursive: true, force: true })
  for (const name of ['engine', 'store-memory']) await copySource(name, folder)
  // The store has rules of the engine too: it must follow those of the copy.
  await edit(join(folder, 'store-memory/src/lib'), (code) =>
    code.replaceAll(`'@everfresh/engine'`, `'../../../engine/src/index.ts'`),
  )
  for (const change of [mutant, ...(mutant.also ?? [])]) await apply(change, folder, mutant.name)
  const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href)
  const [engine, store] = await Promise.all([load('engine/src/index.ts'), load('store-memory/src/index.ts')])
  return { ...(engine as Subject), ...(store as Subject) }
}

async function copySource(name: string, folder: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await cp(join(packages, name, 'src'), join(folder, name, 'src'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts') && !path.endsWith('testing'),
  })
}

async function edit(folder: string, change: (code: string) => string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    await writeFile(path, change(await readFile(path, 'utf8')))
  }
}

async function apply({ file, code, instead }: Change, folder: string, name: string): Promise<void> {
  const path = join(folder, file)
  const before = await readFile(path, 'utf8')
  const parts = before.split(code)
  if (parts.length === 2) return writeFile(path, parts.join(instead))
  throw new Error(
    `The mutant "${name}" finds "${code}" ${parts.length - 1} times in packages/${file}. Say in simulation/mutants how to switch that rule off now.`,
  )
}
