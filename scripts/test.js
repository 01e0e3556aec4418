/** Runs the tests, real browser included, and ends with one line: `N passed, N failed, N skipped`. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePrograms } from './programs.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')

/**
 * Runs vitest with `args` after its own command; returns its exit code and what it counted.
 *
 * @param {string[]} args
 * @param {Record<string, string>} paths of the programs that tests run
 */
function runTests(args, paths) {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-tests-'))
  const countsFile = join(folder, 'counts.json')
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...paths, TEST_COUNTS: countsFile },
  })
  const counts = readCounts(countsFile)
  rmSync(folder, { recursive: true, force: true })
  return { status: status ?? 1, counts }
}

/**
 * @param {string} file
 * @returns {import('./count-reporter.js').Counts}
 */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Vitest ended before its report, e.g. on an error in its configuration.
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

try {
  const given = process.argv.slice(2)
  // What is compared with a built Next.js has a command of its own.
  const { status, counts } = runTests(
    given.length > 0 ? given : ['--project=unit', '--project=system'],
    ensurePrograms(),
  )
  process.exitCode = status === 0 && counts.failed > 0 ? 1 : status
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed, 0 skipped')
  process.exitCode = 1
}
