import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compiledPackages } from './compiled-packages.ts'

let root = ''
beforeEach(async () => void (root = await realpath(await mkdtemp(join(tmpdir(), 'everfresh-packages-')))))
afterEach(() => rm(root, { recursive: true }))

async function manifest(path: string, content: object): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), JSON.stringify(content))
}

const namesOf = (named: readonly string[] = []) => compiledPackages(root, named).map(({ path }) => path.join(' > '))

test('packages that import next, and those that lead to one, are compiled with the site', async () => {
  const peers = { peerDependencies: { next: '*' } }
  await manifest('package.json', {
    dependencies: { plain: '*', direct: '*', around: '*' },
    devDependencies: { next: '*' },
  })
  await manifest('node_modules/plain/package.json', { dependencies: { alone: '*' } })
  await manifest('node_modules/alone/package.json', {})
  await manifest('node_modules/direct/package.json', peers)
  await manifest('node_modules/around/package.json', { dependencies: { inner: '*' } })
  await manifest('node_modules/around/node_modules/inner/package.json', peers)
  expect(namesOf()).toEqual(['direct', 'around > inner', 'around'])
})

test('so are those that the configuration names, and no circle goes on for ever', async () => {
  await manifest('package.json', { dependencies: { a: '*' } })
  await manifest('node_modules/a/package.json', { dependencies: { b: '*', missing: '*' } })
  await manifest('node_modules/b/package.json', { dependencies: { a: '*' } })
  expect(namesOf()).toEqual([])
  expect(namesOf(['a', 'missing'])).toEqual(['a'])
})
