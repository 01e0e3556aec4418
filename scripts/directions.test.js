/** Tests that lint enforces which part may import which, by breaking each rule in a repository of its own. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Lints one file as if it stood in this repository; returns what lint says, one text per finding.
 *
 * @param {string} file
 * @param {string} code
 * @returns {string[]}
 */
function findingsIn(file, code) {
  const repository = mkdtempSync(join(tmpdir(), 'everfresh-lint-'))
  onTestFinished(() => rmSync(repository, { recursive: true, force: true }))
  cpSync(join(root, '.oxlintrc.json'), join(repository, '.oxlintrc.json'))
  mkdirSync(dirname(join(repository, file)), { recursive: true })
  writeFileSync(join(repository, file), code)
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json'], {
    cwd: repository,
    encoding: 'utf8',
  })
  /** @type {{ diagnostics: { message: string, help?: string }[] }} */
  const { diagnostics } = JSON.parse(stdout)
  return diagnostics.map(({ message, help }) => `${message} ${help}`)
}

/** @param {string} name */
const importOf = (name) => `import { thing } from '${name}'\nexport const used = thing\n`

describe('an import against the direction', () => {
  it.each([
    ['packages/engine/src/lib/entry.ts', 'node:crypto', 'The engine imports nothing but itself'],
    ['packages/engine/src/lib/entry.ts', 'react', 'The engine imports nothing but itself'],
    ['packages/engine/src/index.ts', '@everfresh/server', 'The engine imports nothing but itself'],
    ['packages/store-lmdb/src/lib/open.ts', '@everfresh/store-memory', 'A store knows the engine'],
    ['packages/store-lmdb/src/lib/open.ts', '@everfresh/server', 'A store knows the engine'],
    ['packages/store-memory/src/lib/open.ts', 'everfresh', 'A store knows the engine'],
    ['packages/store-memory/src/lib/open.ts', 'node:http', 'A store keeps records'],
    ['packages/server/src/lib/head.ts', 'react', 'The server turns entries into HTTP'],
    ['packages/server/src/lib/head.ts', 'react-dom/server', 'The server turns entries into HTTP'],
    ['packages/server/src/lib/head.ts', 'everfresh', 'The server turns entries into HTTP'],
    ['packages/server/src/lib/head.ts', '@everfresh/store-lmdb', 'The server works on any store'],
    ['packages/everfresh/src/lib/build/seed.ts', '@everfresh/store-lmdb', 'Only the composition root'],
    ['packages/everfresh/src/lib/client/start.tsx', 'node:fs', 'runs in browsers'],
    ['packages/everfresh/src/lib/client/start.tsx', 'path', 'runs in browsers'],
    ['packages/everfresh/src/lib/client/start.tsx', '@everfresh/store-memory', 'runs in browsers'],
    ['packages/everfresh/src/lib/compat/link.tsx', 'node:url', 'runs in browsers'],
  ])('is refused in %s: %s', (file, imported, reason) => {
    expect(findingsIn(file, importOf(imported))).toEqual([expect.stringContaining(reason)])
  })

  it.each([
    ['packages/engine/src/lib/engine.ts', './entry.ts'],
    ['packages/store-lmdb/src/lib/open.ts', '@everfresh/engine'],
    ['packages/store-lmdb/src/lib/open.test.ts', '@everfresh/engine/testing'],
    ['packages/server/src/lib/head.ts', '@everfresh/engine'],
    ['packages/server/src/lib/head.test.ts', '@everfresh/store-memory'],
    ['packages/everfresh/src/lib/cli/start.ts', '@everfresh/store-lmdb'],
    ['packages/everfresh/src/lib/build/seed.ts', 'node:fs'],
    ['packages/everfresh/src/lib/compat/link.tsx', 'react'],
  ])('is none in %s: %s', (file, imported) => {
    expect(findingsIn(file, importOf(imported))).toEqual([])
  })
})

describe('what the engine may not read for itself', () => {
  it.each([
    ['Date.now()', 'injected Clock'],
    ['new Date()', 'injected Clock'],
    ['performance.now()', 'injected Clock'],
    ['setTimeout(String, 1)', 'schedule() of the injected Clock'],
    ['setInterval(String, 1)', 'schedule() of the injected Clock'],
    ['Math.random()', 'randomness'],
    ['process.env', 'which machine'],
    [`fetch('http://x')`, 'no network'],
  ])('is refused: %s', (expression, reason) => {
    const code = `export const value = () => ${expression}\n`
    expect(findingsIn('packages/engine/src/lib/lookup.ts', code)).toEqual([expect.stringContaining(reason)])
  })

  it('is left to the clock', () => {
    expect(findingsIn('packages/engine/src/lib/clock.ts', 'export const now = () => Date.now()\n')).toEqual([])
  })
})
