/** Finds the framework's own browser and render modules, as TypeScript when we run from source and as JavaScript otherwise. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const extensions = import.meta.url.endsWith('.ts') ? ['.ts', '.tsx'] : ['.js']

/** Absolute path of `lib/<name>`, e.g. `client/start`. */
export function runtimeFile(name: string): string {
  const candidates = extensions.map((extension) => fileURLToPath(new URL(`../${name}${extension}`, import.meta.url)))
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found === undefined) throw new Error(`The framework's own file "${name}" is missing; install everfresh again.`)
  return found
}

const library = fileURLToPath(new URL('..', import.meta.url))

/** Whether a module (absolute path, maybe with a query) is the framework's own. */
export const isRuntimeFile = (id: string): boolean => normalized(id).startsWith(normalized(library))

const normalized = (path: string): string => path.replaceAll('\\', '/')
