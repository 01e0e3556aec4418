/** Runs the site's server code in development, each module as it is on disk now. */
import { createServerModuleRunner, type ViteDevServer } from 'vite'
import { SiteEvaluator } from './commonjs-interop.ts'

export interface ServerModules {
  /** The module at `url`. It and what it imports are evaluated again only when they, or what they import, were edited. */
  load(url: string): Promise<unknown>
  close(): Promise<void>
}

/**
 * Edits take effect at the next `load`. Vite's own runner would throw all modules away as soon as a file is saved; a request
 * under way would then go on with two copies of the framework, of which one knows nothing of what the other provides.
 *
 * @throws Error when Vite has no environment for server code.
 */
export function createServerModules(vite: ViteDevServer): ServerModules {
  const { ssr } = vite.environments
  if (ssr === undefined) throw new Error('Vite has no environment to run server code in.')
  const runner = createServerModuleRunner(ssr, { hmr: false, evaluator: new SiteEvaluator() })
  return {
    load: (url) => runner.import(url),
    close: () => runner.close(),
  }
}
