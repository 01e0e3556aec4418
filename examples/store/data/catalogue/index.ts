/** All words of the catalogue, by category. */
import { clothing } from './clothing.ts'
import { electronics } from './electronics.ts'
import { furniture } from './furniture.ts'
import { living } from './living.ts'
import { kitchen } from './kitchen.ts'
import { outdoors } from './outdoors.ts'
import { paperAndPlay } from './paper-and-play.ts'
import { sport } from './sport.ts'
import type { DepartmentWords } from './words.ts'

export const words: DepartmentWords = {
  ...kitchen,
  ...living,
  ...furniture,
  ...outdoors,
  ...sport,
  ...clothing,
  ...electronics,
  ...paperAndPlay,
}
