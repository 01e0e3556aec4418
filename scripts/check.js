/** Runs everything that a change must pass, all of it even when something fails, and lists the failures; `--no-tests` is quicker. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (/** @type {string} */ path) => join(root, 'node_modules', path)
const script = (/** @type {string} */ name) => join(root, 'scripts', name)

/** Arguments of the compiler for every TypeScript project: the repository's own, its scripts, and each example. */
function typeProjects() {
  const examples = readdirSync(join(root, 'examples'))
    .map((name) => join('examples', name, 'tsconfig.json'))
    .filter((project) => existsSync(join(root, project)))
  return [['tsconfig.json'], ['scripts/tsconfig.json'], ...examples.map((project) => [project, ...asMovedOver])]
}

/** What `everfresh init` adds to the tsconfig.json of a site for Next.js; and that our types are compiled from source here. */
const asMovedOver = [
  ...['--types', 'everfresh/next-types,node'],
  ...['--customConditions', 'everfresh-source', '--allowImportingTsExtensions', '--exactOptionalPropertyTypes'],
  ...['--incremental', 'false'],
]

/** @type {{ name: string, commands: string[][], live?: boolean }[]} */
const checks = [
  { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '.']] },
  { name: 'lint', commands: [[bin('oxlint/bin/oxlint'), '--deny-warnings']] },
  {
    name: 'types',
    commands: typeProjects().map((project) => [bin('typescript/bin/tsc'), '-p', ...project, '--noEmit']),
  },
  { name: 'unused code', commands: [[bin('knip/bin/knip.js'), '--no-progress']] },
  { name: 'packages', commands: [[script('check-packages.js')]] },
  { name: 'links', commands: [[script('check-links.js')]] },
  { name: 'lockfile', commands: [[script('lockfile.js')]] },
  { name: 'tests', commands: [[script('test.js')]], live: true },
]

/**
 * Runs a script with this Node; returns whether it succeeded and what it said.
 *
 * @param {string[]} args
 * @param {boolean} live whether its output is shown as it comes
 * @returns {Promise<{ passed: boolean, output: string }>}
 */
function run(args, live) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ passed: code === 0, output }))
  })
}

const failed = []
for (const { name, commands, live = false } of checks) {
  if (name === 'tests' && process.argv.includes('--no-tests')) continue
  const startedAt = performance.now()
  const outcomes = []
  for (const args of commands) outcomes.push(await run(args, live))
  const passed = outcomes.every((outcome) => outcome.passed)
  console.log(`${passed ? '✓' : '✗'} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  if (!passed) failed.push({ name, output: outcomes.map(({ output }) => output).join('') })
}

for (const { name, output } of failed) console.log(`\n${name}\n${'='.repeat(name.length)}\n${output.trim()}`)
console.log(failed.length === 0 ? '\nAll checks passed' : `\nFailed: ${failed.map(({ name }) => name).join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
