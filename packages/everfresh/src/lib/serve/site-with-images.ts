/** Adds the image optimizer to what a deployment's URLs mean. */
import type { Site } from '@everfresh/server'
import type { ImageHandler } from '../images/image-handler.ts'
import { type ImageSettings, optimizerPath } from '../images/image-settings.ts'

/** Only the default loader's images come from here; otherwise nobody may use the machine as if they did. */
export const hasOptimizer = ({ unoptimized, loader }: ImageSettings): boolean => !unoptimized && loader === 'default'

export function siteWithImages(site: Site, images: ImageHandler): Site {
  return {
    ...site,
    resolve(url, isBot) {
      if (url.pathname !== optimizerPath) return site.resolve(url, isBot)
      return {
        kind: 'handler',
        route: optimizerPath,
        handle: (request, response) => images.handle(url.search, request, response),
      }
    },
  }
}
