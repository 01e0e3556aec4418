/** A small site with the real engine over a store in memory, behind a real server, under a clock that tests set. */
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import {
  createEngine,
  type Engine,
  type EngineOptions,
  type PageRef,
  type PageStore,
  type Rendered,
  type RenderRequest,
} from '@everfresh/engine'
import { FaultyPageStore, ManualClock } from '@everfresh/engine/testing'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { createRequestHandler, type RequestHandlerOptions } from '../request-handler.ts'
import { listen } from '../server.ts'
import type { PageAttributes, Site, Target } from '../site.ts'
import { send, type Answer, type RequestOptions } from './http-client.ts'

/** What a page renders to: `revalidate` in seconds, -1 for never, undefined for a page without data functions. */
export interface Page {
  readonly html?: string
  readonly data?: string
  readonly attributes?: Partial<PageAttributes>
  readonly revalidate?: number
  readonly compress?: boolean
  readonly tags?: readonly string[]
}

export type RenderPage = (path: string, request: RenderRequest) => Page | Promise<Page>

export interface Scene {
  readonly clock: ManualClock
  readonly store: PageStore
  readonly engine: Engine
  readonly site: Site
  /** Paths in the order in which they were rendered. */
  readonly renders: string[]
  /** What was logged: messages in order. */
  readonly logs: string[]
  readonly url: string
  request(target: string, options?: RequestOptions): Promise<Answer>
  close(): Promise<void>
}

export interface SceneOptions {
  /** By URL below the base path; otherwise the path is not found. `/_next/data/b1/<path>.json` is the data of a page. */
  readonly targets?: Readonly<Record<string, Target>>
  readonly render?: RenderPage
  readonly site?: Partial<Site>
  readonly handler?: Partial<RequestHandlerOptions>
  readonly engine?: Partial<EngineOptions>
  /** Pages that memory does not hold are shown in memory that the next one is shown in. */
  readonly showsInPassing?: boolean
  /** What a middleware in front of the handler does. */
  readonly before?: (response: ServerResponse) => void
}

export const pageRef = (path: string): PageRef => ({ namespace: 'f1', path, context: undefined })

export function pageTarget(path: string, more: Partial<Extract<Target, { kind: 'page' }>> = {}): Target {
  return { kind: 'page', page: pageRef(path), body: 'html', whenMissing: 'generate', route: path, ...more }
}

/** Pages of the scene unless it says otherwise: its own error pages, and a text that names the path. */
const defaultPage = (path: string): Page => {
  if (path === '/404') return { html: '<h1>This page could not be found</h1>', attributes: { status: 404 } }
  if (path === '/500') return { html: '<h1>Internal Server Error</h1>', attributes: { status: 500 } }
  return { html: `<p>${path}</p>`, data: `{"pageProps":{"path":"${path}"}}`, revalidate: 10 }
}

export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const clock = new ManualClock()
  const renders: string[] = []
  const logs: string[] = []
  const store = openMemoryPageStore({ clock })
  const render = async (request: RenderRequest): Promise<Rendered> => {
    const { path } = request.page
    renders.push(path)
    const isOwn = path === '/404' || path === '/500'
    return renderedOf(isOwn ? defaultPage(path) : await (options.render ?? defaultPage)(path, request))
  }
  const shown = options.showsInPassing === true ? new FaultyPageStore(store, { clock }) : store
  const engine = createEngine({ store: shown, clock, deployment: 'd1', render, ...options.engine })
  const site: Site = {
    basePath: '',
    trailingSlash: false,
    notFoundPage: pageRef('/404'),
    errorPage: pageRef('/500'),
    files: [],
    resolve: ({ pathname }) => options.targets?.[pathname] ?? dataTarget(options, pathname) ?? { kind: 'not-found' },
    ...options.site,
  }
  const logger = {
    error: (_: object, message: string) => void logs.push(message),
    warn: (_: object, message: string) => void logs.push(message),
  }
  const handler = createRequestHandler({ current: () => ({ site, engine }), clock, logger, store, ...options.handler })
  const http = createHttpServer((request, response) => {
    options.before?.(response)
    handler(request, response)
  })
  const url = await listen(http, 0, '127.0.0.1')
  await engine.get(site.errorPage)
  renders.length = 0
  return {
    ...{ clock, store, engine, site, renders, logs, url },
    request: (target, requestOptions) => send(url, target, requestOptions),
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await engine.close(0)
      await store.close()
    },
  }
}

function dataTarget({ targets }: SceneOptions, pathname: string): Target | undefined {
  const [, name] = /^\/_next\/data\/b1(\/.+)\.json$/.exec(pathname) ?? []
  const target = name === undefined ? undefined : targets?.[name]
  return target?.kind === 'page' ? { ...target, body: 'data' } : undefined
}

function renderedOf(page: Page): Rendered {
  const bodies: Record<string, Uint8Array> = {}
  for (const name of ['html', 'data'] as const) {
    const text = page[name]
    if (text === undefined) continue
    bodies[name] = new TextEncoder().encode(text)
    if (page.compress !== true) continue
    bodies[`${name}.gzip`] = new Uint8Array(gzipSync(text))
    bodies[`${name}.br`] = new Uint8Array(brotliCompressSync(text))
  }
  const { revalidate } = page
  const times =
    revalidate !== undefined && revalidate > 0
      ? { revalidateMs: revalidate * 1000, expireMs: 31_536_000_000 }
      : undefined
  const attributes: Record<string, string | number> = { kind: 'page', status: 200, ...page.attributes }
  if (revalidate !== undefined) attributes['revalidateSeconds'] = revalidate
  return { bodies, attributes, tags: page.tags ?? [], revalidateMs: false, expireMs: false, ...times }
}
