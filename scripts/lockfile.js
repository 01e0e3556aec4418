/**
 * Checks that package-lock.json installs everywhere: it names every platform's binaries, no registry, and nothing that the oldest
 * supported Node is too old for. `--fix` repairs the first two.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { minVersion, satisfies } from 'semver'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/**
 * @typedef {{ version?: string, resolved?: string, dev?: boolean, engines?: { node?: string }, optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 * @typedef {{ name: string, version: string, dev: boolean }} MissingPackage
 */

/**
 * Lockfile paths at which npm would look for `name` from the package at `path`, nearest first.
 *
 * @param {string} path
 * @param {string} name
 */
function candidatePaths(path, name) {
  const candidates = []
  for (let base = path; base !== ''; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    candidates.push(`${base}/node_modules/${name}`)
  }
  return [...candidates, `node_modules/${name}`]
}

/**
 * The optional packages that locked packages ask for and that the lockfile leaves out, as npm does now and then (npm/cli#4828).
 *
 * @param {Lockfile} lockfile
 * @returns {MissingPackage[]}
 */
export function missingOptionalPackages(lockfile) {
  return Object.entries(lockfile.packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !candidatePaths(path, name).some((candidate) => candidate in lockfile.packages))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  )
}

/**
 * Entries that name the host they were downloaded from, which need not be the one that the next machine may use.
 *
 * @param {Lockfile} lockfile
 */
export function hostedPackages(lockfile) {
  return Object.entries(lockfile.packages)
    .filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''))
    .map(([path]) => path)
}

/**
 * Packages that do not admit the oldest Node of the root's `engines`, with what they ask for.
 *
 * @param {Lockfile} lockfile
 */
export function packagesForNewerNode(lockfile) {
  const oldest = minVersion(lockfile.packages['']?.engines?.node ?? '*')
  return Object.entries(lockfile.packages).flatMap(([path, { engines }]) =>
    oldest === null || satisfies(oldest, engines?.node ?? '*') ? [] : [`${path} (${engines?.node})`],
  )
}

/**
 * The entry of a binary package, with its platform read from its name, e.g. `binding-linux-arm64-musl`.
 *
 * @param {MissingPackage} missing
 */
export function platformEntry({ name, version, dev }) {
  const words = name.split(/[-/]/)
  // For whatever system has no binaries of its own.
  if (words.includes('wasm32')) return { version, cpu: ['wasm32'], ...(dev && { dev }), optional: true }
  const system = systems.find((candidate) => words.includes(candidate))
  const processor = processors.find((candidate) => words.includes(candidate))
  if (system === undefined || processor === undefined) return undefined
  const libc = system !== 'linux' ? undefined : words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return {
    version,
    cpu: [processor],
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    os: [system],
  }
}

/**
 * Returns a lockfile without the faults, and the missing packages whose platform their names do not tell.
 *
 * @param {Lockfile} lockfile
 */
export function repairLockfile(lockfile) {
  const packages = { ...lockfile.packages }
  /** @type {string[]} */
  const unknown = []
  for (const missing of missingOptionalPackages(lockfile)) {
    const entry = platformEntry(missing)
    if (entry === undefined) unknown.push(missing.name)
    else packages[`node_modules/${missing.name}`] = entry
  }
  for (const path of hostedPackages(lockfile)) {
    const { resolved: _, ...entry } = packages[path] ?? {}
    packages[path] = entry
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  return { lockfile: { ...lockfile, packages: sorted }, unknown }
}

function main() {
  const file = new URL('../package-lock.json', import.meta.url)
  const lockfile = JSON.parse(readFileSync(file, 'utf8'))
  const tooNew = packagesForNewerNode(lockfile)
  if (tooNew.length > 0) {
    console.error(`The oldest Node of \`engines\` is too old for ${tooNew.join(', ')}`)
    console.error('Take an older version of these; `overrides` in package.json does so for what others depend on.')
    process.exitCode = 1
  }
  const missing = missingOptionalPackages(lockfile).map(({ name }) => name)
  const hosted = hostedPackages(lockfile)
  if (missing.length === 0 && hosted.length === 0) return
  if (process.argv.includes('--fix')) {
    const repaired = repairLockfile(lockfile)
    writeFileSync(file, `${JSON.stringify(repaired.lockfile, null, 2)}\n`)
    if (repaired.unknown.length === 0) return
    console.error(`These packages are missing and their platform is unknown: ${repaired.unknown.join(', ')}`)
  } else {
    if (missing.length > 0) console.error(`package-lock.json lacks the binaries ${missing.join(', ')}`)
    if (hosted.length > 0) console.error(`package-lock.json names a registry for ${hosted.join(', ')}`)
    console.error('Run `node scripts/lockfile.js --fix` and commit the result.')
  }
  process.exitCode = 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main()
