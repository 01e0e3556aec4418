/** Pages that a build need not generate, since somebody did. */
import type { Entry } from '@everfresh/engine'
import type { PageToGenerate } from './collect-pages.ts'

export interface KeptPages {
  /** What is kept of the page; undefined where it has to be generated. */
  find(target: PageToGenerate): Promise<Entry | undefined>
  close(): Promise<void>
}
