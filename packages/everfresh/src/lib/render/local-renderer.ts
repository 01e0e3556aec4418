/** Generates pages in the calling thread: for `renderer: { threads: 0 }`. */
import type { Rendered } from '@everfresh/engine'
import { pageContentOf } from './page-content.ts'
import { loadRuntime } from './load-runtime.ts'
import type { RenderWorkerData } from './render-worker.ts'
import type { RenderTask } from './render-types.ts'
import type { StaticPathList } from './runtime-types.ts'

export interface LocalRenderer {
  render(task: RenderTask): Promise<Rendered>
  staticPaths(route: string): Promise<StaticPathList>
  hasInitialProps(route: string): Promise<boolean>
}

export function openLocalRenderer({ serverDirectory, settings, expireMs, compress }: RenderWorkerData): LocalRenderer {
  const runtime = loadRuntime(serverDirectory, settings)
  // Awaited by the first caller; until then a broken bundle must not count as an unhandled rejection.
  runtime.catch(() => {})
  return {
    render: async (task) => pageContentOf(await (await runtime).renderStatic(task), expireMs, compress),
    staticPaths: async (route) => (await runtime).staticPaths(route),
    hasInitialProps: async (route) => (await runtime).hasInitialProps(route),
  }
}
