/** Lets imports of CommonJS packages mean in development what they mean in a build (`vite/commonjs-packages.ts`). */
import { fileURLToPath } from 'node:url'
import { ESModulesEvaluator } from 'vite/module-runner'
import { isCommonJs } from '../vite/module-format.ts'

type Namespace = Readonly<Record<string, unknown>>

/** Runs the site's modules as Vite does, and gives them packages as they expect them. */
export class SiteEvaluator extends ESModulesEvaluator {
  override async runExternalModule(file: string): Promise<Namespace> {
    const namespace = (await super.runExternalModule(file)) as Namespace
    return file.startsWith('file:') && isCommonJs(fileURLToPath(file)) ? asCompiled(namespace) : namespace
  }
}

/**
 * Returns what Node made of a CommonJS module (all of it as the default, and the names that it guessed) with every name, and
 * with the default of what was compiled from a module.
 */
export function asCompiled(namespace: Namespace): Namespace {
  const exported = namespace['default']
  if ((typeof exported !== 'object' && typeof exported !== 'function') || exported === null) return namespace
  const own = exported as Namespace
  const isCompiled = own['__esModule'] === true && 'default' in own
  const all: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const name of new Set([...Object.keys(own), ...Object.keys(namespace)])) {
    // Properties may be getters that load something once they are read.
    const get = () => (name in own ? own[name] : namespace[name])
    Object.defineProperty(all, name, { enumerable: true, configurable: true, get })
  }
  return Object.defineProperty(all, 'default', { enumerable: true, value: isCompiled ? own['default'] : exported })
}
