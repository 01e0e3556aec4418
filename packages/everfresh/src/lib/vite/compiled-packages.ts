/**
 * Finds the packages that are compiled with a site instead of being loaded by Node: those that import `next`, which is not
 * there to be loaded, and those that lead to one.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface CompiledPackage {
  readonly name: string
  /** The packages through which it is reached from the site, itself last. */
  readonly path: readonly string[]
  /** Absolute, links resolved. */
  readonly directory: string
  readonly manifest: Manifest
}

interface Manifest {
  readonly type?: string
  readonly main?: string
  readonly exports?: unknown
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** They are part of what runs a site, or not there at all. */
const passedOver = new Set(['everfresh', 'next', 'react', 'react-dom', 'vite'])

/** @param root Absolute path of the site. @param named Further packages, by name (`transpilePackages`). */
export function compiledPackages(root: string, named: readonly string[] = []): CompiledPackage[] {
  const found = new Map<string, CompiledPackage>()
  const visited = new Map<string, boolean>()

  /** Whether the package must be compiled. */
  function visit(name: string, importer: string, path: readonly string[]): boolean {
    const directory = passedOver.has(name) ? undefined : directoryOf(name, importer)
    if (directory === undefined) return false
    const known = visited.get(directory)
    if (known !== undefined) return known
    // A circle of packages decides nothing by itself.
    visited.set(directory, false)
    const manifest = manifestOf(directory)
    const own = [...path, name]
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest
    const wanted = Object.keys({ ...dependencies, ...optionalDependencies })
    const leads = wanted.filter((each) => visit(each, directory, own)).length > 0
    const isCompiled = leads || 'next' in { ...dependencies, ...peerDependencies } || named.includes(name)
    visited.set(directory, isCompiled)
    if (isCompiled) found.set(directory, { name, path: own, directory, manifest })
    return isCompiled
  }

  const { dependencies, devDependencies, optionalDependencies } = manifestOf(root)
  const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  for (const name of [...direct, ...named]) visit(name, root, [])
  return [...found.values()]
}

/** Where Node finds a package, looking upwards from `importer` (a folder). */
function directoryOf(name: string, importer: string): string | undefined {
  for (let folder = importer; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (folder === dirname(folder)) return undefined
  }
}

function manifestOf(directory: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest
  } catch {
    // A folder without one, or with one that only its own tools understand.
    return {}
  }
}
