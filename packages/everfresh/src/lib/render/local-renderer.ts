/** Generates pages in the calling thread: for `renderer: { threads: 0 }`. */
import type { Rendered } from '@everfresh/engine'
import { openPackAppender } from '../build/pack-appender.ts'
import { pageContentOf } from './page-content.ts'
import { loadRuntime } from './load-runtime.ts'
import type { RenderWorkerData } from './render-worker.ts'
import { type PackedFacts, packPage, type PackTask } from './pack-page.ts'
import type { RenderTask } from './render-types.ts'
import type { StaticPathList } from './runtime-types.ts'

export interface LocalRenderer {
  render(task: RenderTask): Promise<Rendered>
  pack(task: PackTask): Promise<PackedFacts>
  staticPaths(route: string): Promise<StaticPathList>
  hasInitialProps(route: string): Promise<boolean>
  close(): Promise<void>
}

export function openLocalRenderer({
  serverDirectory,
  settings,
  expireMs,
  compress,
  packFile,
}: RenderWorkerData): LocalRenderer {
  const runtime = loadRuntime(serverDirectory, settings)
  // Awaited by the first caller; until then a broken bundle must not count as an unhandled rejection.
  runtime.catch(() => {})
  const pack = packFile === undefined ? undefined : openPackAppender(packFile)
  const render = async (task: RenderTask): Promise<Rendered> =>
    pageContentOf(await (await runtime).renderStatic(task), expireMs, compress)
  return {
    render,
    pack: async (task) => (await packPage(task, pack!, render))!,
    staticPaths: async (route) => (await runtime).staticPaths(route),
    hasInitialProps: async (route) => (await runtime).hasInitialProps(route),
    close: async () => pack?.close(),
  }
}
