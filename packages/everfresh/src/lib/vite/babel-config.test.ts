import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBabelConfig } from './babel-config.ts'

let root = ''
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'everfresh-babel-'))))
afterEach(() => rm(root, { recursive: true }))

test('a site without one has none', async () => {
  expect(await readBabelConfig(root)).toBeUndefined()
})

test.each([
  ['.babelrc', '// why\n{ "presets": ["next/babel", "other"], "plugins": ["a",], }'],
  ['.babelrc.json', '{ "presets": ["next/babel", "other"], "plugins": ["a"] }'],
  ['babel.config.cjs', 'module.exports = { presets: ["next/babel", "other"], plugins: ["a"] }'],
  ['babel.config.mjs', 'export default { presets: ["next/babel", "other"], plugins: ["a"] }'],
  [
    '.babelrc.cjs',
    'module.exports = (api) => { api.cache(true); return { presets: ["next/babel", "other"], plugins: ["a"] } }',
  ],
])('%s is read, but for what next/babel does', async (name, content) => {
  await writeFile(join(root, name), content)
  expect(await readBabelConfig(root)).toEqual({ options: { presets: ['other'], plugins: ['a'] }, styledJsx: {} })
})

test('what next/babel is told about styled-jsx counts', async () => {
  await writeFile(
    join(root, '.babelrc'),
    '{ "presets": [["next/babel", { "styled-jsx": { "vendorPrefixes": false } }]] }',
  )
  expect((await readBabelConfig(root))?.styledJsx).toEqual({ vendorPrefixes: false })
})

test('a file that fails is named', async () => {
  await writeFile(join(root, 'babel.config.mjs'), 'throw new Error("no")')
  await expect(readBabelConfig(root)).rejects.toThrow('babel.config.mjs could not be read: no')
})
