/**
 * Bundles what `everfresh start` loads before it listens. Node takes about a millisecond for every module that it finds, reads and
 * links, and they were four hundred (decisions/018-start-is-bundled.md).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** Imported from where they are: native code, what the site shares with us, and what few servers need. */
const separate = [
  ...['sharp', 'react', 'react-dom', 'vite', '@babel', 'dotenv-expand', 'tsx'],
  ...['@everfresh/store-redis', '@everfresh/store-filesystem'],
]

/** Commands that no server runs: they look for files beside their own. */
const otherCommands = /^\.\/(?:build|deployments|dev|doctor|export|init)\.js$/

/**
 * Writes the folder `start` beside the framework's modules.
 *
 * @param {string} compiled the folder of those, `dist` or what will be that
 */
export async function bundleStart(compiled) {
  const bundle = await rolldown({
    input: { bin: join(compiled, 'bin.js'), 'render-worker': join(compiled, 'lib/render/render-worker.js') },
    platform: 'node',
    external: (id) => separate.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [withoutOtherCommands(compiled), lmdbInOneFile],
  })
  const names = { entryFileNames: '[name].js', chunkFileNames: '[name].js' }
  const paths = (/** @type {string} */ id) => id.replace(`${compiled}/`, '../')
  const { output } = await bundle.write({ dir: join(compiled, 'start'), format: 'esm', paths, ...names })
  await bundle.close()
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
  writeFileSync(join(compiled, 'start/LICENSES.txt'), licencesOf(modules))
}

/**
 * They stay where they are, and are loaded from there.
 *
 * @param {string} compiled
 * @returns {import('rolldown').Plugin}
 */
const withoutOtherCommands = (compiled) => ({
  name: 'without-other-commands',
  resolveId: (id, importer) =>
    otherCommands.test(id) && importer === join(compiled, 'lib/cli/main.js')
      ? { id: join(compiled, 'lib/cli', id), external: true }
      : undefined,
})

/**
 * Loaded where it is, too, since it is native; but as CommonJS, which is one file in place of nine: 25 ms for 39 ms.
 *
 * @type {import('rolldown').Plugin}
 */
const lmdbInOneFile = {
  name: 'lmdb-in-one-file',
  resolveId: (id) => (id === 'lmdb' ? '\0lmdb' : undefined),
  load: (id) =>
    id === '\0lmdb'
      ? `import { createRequire } from 'node:module'\nexport const { open } = createRequire(import.meta.url)('lmdb')`
      : undefined,
}

/**
 * What the licences of bundled packages ask to go with copies of them.
 *
 * @param {readonly string[]} modules
 */
function licencesOf(modules) {
  const folders = new Set(modules.flatMap((module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? []))
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : license
      return `${name} ${version}\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
