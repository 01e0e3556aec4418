/** Tests that the counts at the end of `npm test` hide no failure, whatever way a test file fails. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
/** @type {string} */
let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everfresh-counts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Runs one test file of the given text, with vitest's globals, and returns the counts.
 *
 * @param {string} text
 */
function countsOf(text) {
  writeFileSync(join(folder, 'sample.test.js'), text)
  const countsFile = join(folder, 'counts.json')
  const reporter = join(root, 'scripts/count-reporter.js')
  const args = ['run', '--globals', '--root', folder, '--reporter', reporter]
  spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, TEST_COUNTS: countsFile },
  })
  return JSON.parse(readFileSync(countsFile, 'utf8'))
}

it('counts passed, failed and skipped tests', () => {
  const text = `describe('x', () => { test('a', () => {}); test('b', () => { throw new Error() }); test.skip('c', () => {}) })`
  expect(countsOf(text)).toEqual({ passed: 1, failed: 1, skipped: 1 })
})

it('counts a file that does not load as failed', () => {
  expect(countsOf(`import './missing.js'; test('a', () => {})`)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

it('counts a failing hook of a file as failed', () => {
  expect(countsOf(`afterAll(() => { throw new Error() }); test('a', () => {})`)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  })
})

it('counts an error outside of any test as failed', () => {
  const text = `test('a', async () => { void Promise.reject(new Error()); await new Promise((r) => setTimeout(r, 50)) })`
  expect(countsOf(text)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})
