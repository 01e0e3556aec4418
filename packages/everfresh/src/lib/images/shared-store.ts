/** The store of images: opened for the first image, used by one deployment after the other, closed once. */
import type { PageStore } from '@everfresh/engine'

export interface SharedStore {
  /** Opens it, unless it is open. */
  open(): Promise<PageStore>
  close(): Promise<void>
}

export function createSharedStore(openStore: () => Promise<PageStore> | PageStore): SharedStore {
  let opening: Promise<PageStore> | undefined
  return {
    open: () =>
      (opening ??= Promise.resolve()
        .then(openStore)
        .catch((error: unknown) => {
          // A disk that was full or not there yet may be there for the next image.
          opening = undefined
          throw error
        })),
    async close() {
      await (await opening?.catch(() => undefined))?.close()
    },
  }
}
