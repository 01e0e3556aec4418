/** Tells how Node loads a file: as CommonJS or as a module. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'

export interface PackageManifest {
  readonly name?: string
  readonly version?: string
  readonly type?: string
}

/** By the rules of Node: the ending, else the nearest package.json. */
export function isCommonJs(file: string): boolean {
  const extension = extname(file)
  if (extension === '.cjs' || extension === '.mjs') return extension === '.cjs'
  return extension !== '.wasm' && manifestAbove(file).type !== 'module'
}

/** The nearest package.json above `file`. */
export function manifestAbove(file: string): PackageManifest {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')) as PackageManifest
  }
  return {}
}
