import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { editionIn } from './editions.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-editions-'))
})

afterEach(() => rm(folder, { recursive: true }))

async function write(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), '')
  }
}

test('a clone is run by the engine in its own folder, an earlier one as the package is', async () => {
  await write('tests/index.mjs', 'client/runner.mjs', 'server/server.mjs')
  const earlier = editionIn(folder)
  expect(earlier).toMatchObject({ folder, engine: '.', clientOptions: 'fetch, false' })
  await write('test-engine/client/runner.mjs', 'test-engine/server/server.mjs')
  const later = editionIn(folder)
  expect(later).toMatchObject({ folder, engine: 'test-engine', clientOptions: 'false' })
  expect(Object.keys(later.notPassed).length).toBeLessThan(Object.keys(earlier.notPassed).length)
})

test('all that is missing in a folder is said at once', async () => {
  await write('test-engine/client/runner.mjs')
  await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies: { 'not-there': '1.0.0' } }))
  const error = `CACHE_TESTS=${folder} is no folder that the public HTTP cache tests can be run in: there is no tests/index.mjs; there is no test-engine/server/server.mjs; not-there is not installed in it. Clone https://github.com/http-tests/cache-tests`
  expect(() => editionIn(folder)).toThrow(error)
})
