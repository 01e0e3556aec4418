/** Pages that a build need not generate, since somebody did. */
import type { Entry } from '@everfresh/engine'
import type { PageToGenerate } from './collect-pages.ts'

export interface KeptPages {
  /** What is kept of the page; undefined where it has to be generated. */
  find(target: PageToGenerate): Promise<Entry | undefined>
  close(): Promise<void>
}

/** Of `pages` those that a deployment has made of which `isKnown` holds: the documents of others refer to files that are not there. */
export const madeByKnown = (pages: KeptPages, isKnown: (deployment: string) => boolean): KeptPages => ({
  async find(target) {
    const entry = await pages.find(target)
    return entry && isKnown(entry.deployment) ? entry : undefined
  },
  close: () => pages.close(),
})
