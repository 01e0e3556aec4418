import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postcssNames } from './postcss-names.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'everfresh-postcss-'))
  await mkdir(join(root, 'node_modules/named'), { recursive: true })
  await writeFile(
    join(root, 'node_modules/named/index.js'),
    `module.exports = (options) => ({ postcssPlugin: 'named', options })`,
  )
})
afterEach(() => rm(root, { recursive: true }))

const pluginsOf = async () => {
  const config = postcssNames(root).config as () => Promise<{ css: { postcss: { plugins: unknown[] } } } | undefined>
  return (await config())?.css.postcss.plugins
}

test.each([
  ['postcss.config.mjs', `export default { plugins: ['named', ['named', { a: 1 }], ['named', false]] }`],
  ['postcss.config.cjs', `module.exports = { plugins: ['named', ['named', { a: 1 }]] }`],
  ['postcss.config.json', `{ "plugins": ["named", ["named", { "a": 1 }]] }`],
  ['package.json', `{ "postcss": { "plugins": ["named", ["named", { "a": 1 }]] } }`],
])('the names in %s are loaded from the site', async (name, content) => {
  await writeFile(join(root, name), content)
  expect(await pluginsOf()).toEqual([
    { postcssPlugin: 'named', options: undefined },
    { postcssPlugin: 'named', options: { a: 1 } },
  ])
})

test('other forms are Vite’s to read', async () => {
  expect(await pluginsOf()).toBeUndefined()
  await writeFile(join(root, 'postcss.config.mjs'), `export default { plugins: { named: {} } }`)
  expect(await pluginsOf()).toBeUndefined()
})

test('a plugin that is not installed is named, with its file', async () => {
  await writeFile(join(root, 'postcss.config.mjs'), `export default { plugins: ['absent'] }`)
  await expect(pluginsOf()).rejects.toThrow(/"absent" of postcss\.config\.mjs/)
})
