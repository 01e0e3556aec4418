/** Makes the URLs of the optimizer. */
import type { ClientImageConfig } from './image-config.ts'
import type { ImageLoader } from './image-types.ts'

export const optimizerLoader =
  ({ path }: Pick<ClientImageConfig, 'path'>): ImageLoader =>
  ({ src, width, quality }) =>
    `${path}?url=${encodeURIComponent(src)}&w=${width}&q=${quality ?? 75}`
