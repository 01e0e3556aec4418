/** The site of these tests, built once for all of their files: each takes copies of the result, as pods take an image. */
import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSite, copySite, type SiteCopy } from '../../support/site.ts'
import { openVersionedSource } from './versioned-source.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const site = join(repository, 'tests/sites/cluster')
const kept = join(repository, 'tests/.tmp/cluster-built')

/** Tests begin to number their reads here: those of the build came before. */
export const firstReadOfTests = 1_000

/** Copies the built site; it is built first where its sources or the compiled packages have changed. */
export async function copyBuiltSite(): Promise<SiteCopy> {
  const built = join(kept, await fingerprint())
  if (!(await exists(built))) await build(built)
  const copy = await copySite('cluster')
  await cp(join(built, '.everfresh'), join(copy.directory, '.everfresh'), { recursive: true })
  return copy
}

async function build(target: string): Promise<void> {
  const source = await openVersionedSource(() => {})
  const copy = await copySite('cluster')
  try {
    await buildSite(copy.directory, { env: { SOURCE: source.url } })
    await mkdir(kept, { recursive: true })
    const before = await readdir(kept)
    // Another file of tests may have been faster.
    await rename(copy.directory, target).catch(() => copy.remove())
    for (const old of before) await removeOld(join(kept, old))
  } finally {
    await source.close()
  }
}

/** An hour: nobody copies it any more. */
async function removeOld(directory: string): Promise<void> {
  const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: Infinity }))
  if (Date.now() - mtimeMs > 3_600_000) await rm(directory, { recursive: true, force: true })
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await scriptsIn(site)) hash.update(await readFile(file))
  const packages = (await readdir(join(repository, 'packages'))).sort()
  for (const name of packages) {
    const compiled = await scriptsIn(join(repository, 'packages', name, 'dist'))
    for (const file of compiled) hash.update(`${file} ${(await stat(file)).mtimeMs}`)
  }
  return hash.digest('hex').slice(0, 16)
}

async function scriptsIn(directory: string): Promise<string[]> {
  const files = await readdir(directory, { recursive: true }).catch(() => [])
  return files
    .filter((file) => file.endsWith('.js') && !/node_modules|\.everfresh/.test(file))
    .map((file) => join(directory, file))
    .sort()
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
