/** Compiles the packages into their `dist/`, in dependency order; `--if-needed` does so only after a change. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { bundleStart } from './bundle-start.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = join(root, 'node_modules/typescript/bin/tsc')
const run = promisify(execFile)

/** @typedef {{ name: string, directory: string, dependencies: string[] }} Package */

/** @returns {Package[]} the packages that have something to compile */
function readPackages() {
  const folders = readdirSync(join(root, 'packages')).map((folder) => join(root, 'packages', folder))
  return folders
    .filter((directory) => existsSync(join(directory, 'tsconfig.build.json')) && hasSources(join(directory, 'src')))
    .map((directory) => {
      const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
      return { name: manifest.name, directory, dependencies: Object.keys(manifest.dependencies ?? {}) }
    })
}

/** @param {string} directory */
function hasSources(directory) {
  return existsSync(directory) && readdirSync(directory, { recursive: true, encoding: 'utf8' }).some(isCompiled)
}

/** @param {string} file */
const isCompiled = (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)

/**
 * Groups packages into steps, each of which depends on earlier steps only, so that one step can be compiled in parallel.
 *
 * @param {Package[]} packages
 * @returns {Package[][]}
 */
export function inDependencyOrder(packages) {
  const steps = []
  let remaining = packages
  while (remaining.length > 0) {
    const names = new Set(remaining.map(({ name }) => name))
    const step = remaining.filter(({ dependencies }) => !dependencies.some((name) => names.has(name)))
    if (step.length === 0) throw new Error(`These packages depend on each other: ${[...names].join(', ')}`)
    steps.push(step)
    remaining = remaining.filter((candidate) => !step.includes(candidate))
  }
  return steps
}

/** @param {Package} target */
async function compile({ name, directory }) {
  const [dist, made] = [join(directory, 'dist'), join(directory, `dist-${process.pid}`)]
  try {
    // The compiler only transforms here; whether the types are right is what `npm run check` says.
    const project = join(directory, 'tsconfig.build.json')
    await run(process.execPath, [compiler, '--noCheck', '-p', project, '--outDir', made])
    copyAssets(join(directory, 'src'), made)
    if (name === 'everfresh') await bundleStart(made)
    replace(dist, made)
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

/**
 * Two renames: whoever runs the packages meanwhile has the earlier ones or these, whole.
 *
 * @param {string} dist
 * @param {string} made
 */
function replace(dist, made) {
  const earlier = `${made}-earlier`
  try {
    if (existsSync(dist)) renameSync(dist, earlier)
    renameSync(made, dist)
  } catch (error) {
    // Somebody else compiles the same, and was quicker with either.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (!existsSync(made) || (code !== 'ENOTEMPTY' && code !== 'ENOENT')) throw error
    rmSync(earlier, { recursive: true, force: true })
    replace(dist, made)
  } finally {
    rmSync(earlier, { recursive: true, force: true })
  }
}

/**
 * Copies what is no TypeScript, such as style sheets.
 *
 * @param {string} source
 * @param {string} target
 */
function copyAssets(source, target) {
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (/\.[a-z]+$/.test(file) && !/\.tsx?$/.test(file))
      cpSync(join(source, file), join(target, file), { recursive: true })
  }
}

/**
 * Whether a package's sources have changed since it was compiled, or it never was.
 *
 * @param {Package} target
 */
function isOutdated({ directory }) {
  const dist = join(directory, 'dist')
  if (!existsSync(dist)) return true
  const compiledAt = statSync(dist).mtimeMs
  const sources = readdirSync(join(directory, 'src'), { recursive: true, encoding: 'utf8' })
  return sources.some((file) => statSync(join(directory, 'src', file)).mtimeMs > compiledAt)
}

/**
 * Compiles all packages, since the declarations of one are read by the next; with `ifNeeded` only when one is outdated.
 *
 * @param {{ ifNeeded?: boolean }} options
 */
export async function buildPackages({ ifNeeded = false } = {}) {
  const startedAt = performance.now()
  const packages = readPackages()
  if (ifNeeded && !packages.some(isOutdated)) return
  for (const step of inDependencyOrder(packages)) await Promise.all(step.map(compile))
  console.log(`Built ${packages.length} packages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await buildPackages({ ifNeeded: process.argv.includes('--if-needed') })
  } catch (error) {
    // What the compiler says about a fault, it says on its standard output.
    console.error(error instanceof Error && 'stdout' in error && error.stdout ? error.stdout : error)
    process.exitCode = 1
  }
}
