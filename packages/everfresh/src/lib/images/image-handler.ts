/** The image optimizer: answers `/_next/image` from an engine of its own, so that images never push pages out. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { availableParallelism } from 'node:os'
import {
  createEngine,
  type Engine,
  EngineError,
  type EngineListener,
  type Lookup,
  type PageStore,
  systemClock,
} from '@everfresh/engine'
import type { StaticFolder } from '@everfresh/server'
import { ImageError } from './image-error.ts'
import { createImageFailures } from './image-failures.ts'
import { type ImageContext, type ImagePage, imagePageOf } from './image-page.ts'
import type { ImageAttributes } from './image-renderer.ts'
import { refuseImage, sendImage } from './image-response.ts'
import type { ImageSettings } from './image-settings.ts'
import { createLocalImages } from './local-images.ts'
import { type ImageRequest, parametersOf } from './parameters.ts'

export interface ImageHandlerOptions {
  readonly settings: ImageSettings
  readonly basePath: string
  readonly isDevelopment: boolean
  readonly deployment: string
  readonly files: readonly StaticFolder[]
  /** Where this site listens: `http://localhost:3000`. */
  origin(): string
  /** Asked when the first image is; whoever passes it closes the store. */
  openStore(): Promise<PageStore> | PageStore
  /** Memory for images, bytes. */
  readonly memoryBytes: number
  readonly onEvent?: EngineListener
}

export interface ImageHandler {
  /** @param search The query with its `?`. */
  handle(search: string, request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Finishes what is under way (at most `graceMs`). */
  close(graceMs: number): Promise<void>
}

/** Images under way at once, most of them waiting for their original. */
const underWay = Math.max(8, 2 * availableParallelism())
const waiting = 1_000

export function createImageHandler(options: ImageHandlerOptions): ImageHandler {
  const { settings, origin, isDevelopment } = options
  const files = createLocalImages(options.files, {
    maximumBytes: settings.maximumResponseBody,
    mayChange: isDevelopment,
  })
  const failures = createImageFailures(systemClock)
  let opening: Promise<Engine<ImageContext>> | undefined
  let engine: Engine<ImageContext> | undefined

  async function open(): Promise<Engine<ImageContext>> {
    // What fetches and optimises images is for sites that have some.
    const { createImageRenderer } = await import('./image-renderer.ts')
    engine = createEngine<ImageContext>({
      store: await options.openStore(),
      deployment: options.deployment,
      render: createImageRenderer(settings, origin),
      memoryBytes: options.memoryBytes,
      maxConcurrentRenders: underWay,
      maxConcurrentRendersPerRoute: underWay,
      maxQueuedRenders: waiting,
      ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
    })
    return engine
  }

  const opened = () =>
    (opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    }))

  async function lookUp(page: ImagePage): Promise<Lookup> {
    const hit = engine?.peek(page)
    if (hit !== undefined) return hit
    const images = await opened()
    const failure = failures.find(page.path)
    if (failure !== undefined) {
      // Another process may have had more luck.
      const found = await images.find(page)
      if (found === undefined) throw failure
      return found
    }
    try {
      return await images.get(page)
    } catch (error) {
      if (imageErrorOf(error) !== undefined) failures.remember(page.path, error)
      throw error
    }
  }

  async function pageOf(parameters: ImageRequest): Promise<ImagePage> {
    const { source } = parameters
    const pathname = source.kind === 'local' ? source.pathname : undefined
    const file = pathname === undefined ? undefined : (files.known(pathname) ?? (await files.find(pathname)))
    return imagePageOf(parameters, file, origin)
  }

  return {
    async handle(search, request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('Allow', 'GET, HEAD')
        return refuseImage(response, 405, 'Method Not Allowed')
      }
      const parameters = parametersOf(search, request.headers.accept, options)
      if ('refused' in parameters) return refuseImage(response, 400, parameters.refused)
      let lookup: Lookup
      try {
        lookup = await lookUp(await pageOf(parameters))
      } catch (error) {
        return refuse(response, error)
      }
      const { type } = lookup.entry.attributes as unknown as ImageAttributes
      // It may have been made while drawings were allowed.
      if (type === 'image/svg+xml' && !settings.dangerouslyAllowSVG)
        return refuseImage(response, 400, '"url" parameter is valid but image type is not allowed')
      sendImage(request, response, { lookup, source: parameters.source, settings, isDevelopment, now: Date.now() })
    },
    async close(graceMs) {
      await opening?.catch(() => {})
      await engine?.close(graceMs)
    },
  }
}

/** The reason behind what the engine reports. */
const imageErrorOf = (error: unknown): ImageError | undefined =>
  error instanceof EngineError && error.cause instanceof ImageError ? error.cause : undefined

function refuse(response: ServerResponse, error: unknown): void {
  const known = imageErrorOf(error)
  if (known !== undefined) return refuseImage(response, known.status, known.answer)
  if (!(error instanceof EngineError) || error.code === 'ENGINE_CLOSED') throw error
  if (error.code === 'QUEUE_FULL' || error.code === 'STORE_UNAVAILABLE') {
    response.setHeader('Retry-After', 5)
    return refuseImage(response, 503, 'Service Unavailable')
  }
  if (error.code === 'WAIT_TIMED_OUT' || error.code === 'REGENERATION_TIMED_OUT')
    return refuseImage(response, 504, '"url" parameter is valid but upstream response timed out')
  throw error
}
