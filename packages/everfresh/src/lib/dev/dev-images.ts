/** The image optimizer in development: nothing is kept on disk, and a file that changed shows at once. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { PageStore } from '@everfresh/engine'
import { canonicalise } from '@everfresh/server'
import type { SiteSettings } from '../config/site-settings.ts'
import { createImageHandler } from '../images/image-handler.ts'
import { optimizerPath } from '../images/image-settings.ts'
import { hasOptimizer } from '../serve/site-with-images.ts'

export interface DevImagesOptions {
  readonly root: string
  readonly settings: SiteSettings
  origin(): string
  openStore(): PageStore
  /** Told of what went wrong: the visitor's answer is short. */
  logError(message: string): void
}

export interface DevImages {
  /** Whether the optimizer is asked for. */
  isFor(request: IncomingMessage): boolean
  /** @param search The query with its `?`. Never rejects. */
  answer(search: string, request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): Promise<void>
}

export function createDevImages({ root, settings, origin, openStore, logError }: DevImagesOptions): DevImages {
  const { basePath, images } = settings
  let store: PageStore | undefined
  const handler = createImageHandler({
    // Whatever comes from elsewhere is asked for again after a second.
    settings: { ...images, minimumCacheTTL: 0 },
    basePath,
    isDevelopment: true,
    deployment: 'development',
    files: [{ directory: join(root, 'public'), prefix: '/', immutable: false }],
    origin,
    openStore: () => (store ??= openStore()),
    memoryBytes: 0,
    onEvent(event) {
      if (event.type === 'render-failed') logError(messageOf(event.error))
    },
  })
  return {
    isFor(request) {
      if (!hasOptimizer(images) || !request.url?.startsWith(basePath + optimizerPath)) return false
      const canonical = canonicalise(request.url, settings)
      return canonical.kind === 'url' && canonical.url.pathname === optimizerPath
    },
    async answer(search, request, response) {
      try {
        await handler.handle(search, request, response)
      } catch (error) {
        logError(messageOf(error))
        if (response.headersSent) response.destroy()
        else response.writeHead(500).end('Internal Server Error')
      }
    },
    async close() {
      await handler.close(0)
      await store?.close()
    },
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
