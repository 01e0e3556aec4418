import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findInstrumentation } from './find-instrumentation.ts'

let root: string
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'everfresh-instrumentation-'))))
afterEach(() => rm(root, { recursive: true, force: true }))

test.each(['instrumentation.ts', 'instrumentation.js', 'src/instrumentation.ts', 'src/instrumentation.js'])(
  'finds %s',
  async (name) => {
    await mkdir(join(root, 'src'))
    await writeFile(join(root, name), '')
    expect(await findInstrumentation(root)).toBe(join(root, name))
  },
)

test('finds nothing where there is nothing', async () => {
  expect(await findInstrumentation(root)).toBeUndefined()
})
