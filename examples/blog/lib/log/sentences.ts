/** What a keeper writes down on such a day. */
import { pick, randomOf } from './random'
import type { Weather } from './weather'

const skies: Record<Weather['sky'], readonly string[]> = {
  clear: [
    'Clear from horizon to horizon.',
    'Not a cloud until dusk.',
    'Clear, and the mainland close enough to touch.',
  ],
  'broken cloud': [
    'Broken cloud, with long shafts of light.',
    'Cloud and sun by turns.',
    'High cloud, breaking up by noon.',
  ],
  overcast: ['Overcast all day.', 'A low grey lid that never lifted.', 'Overcast; the lamp was lit an hour early.'],
  rain: ['Rain from first light.', 'Rain in bands, each wetter than the last.', 'Steady rain, and the gutters sang.'],
  fog: ['Fog down to the water.', 'Woke inside a cloud, and stayed in it.', 'Fog. The signal ran for nine hours.'],
}

const ships = [
  'the pilot cutter *Sorrel*',
  'a coaster, deep laden',
  'the ferry, eleven minutes late',
  'two trawlers in company',
  'a barque under bare poles, training cadets',
  'the buoy tender *Hesper*',
  'a grey tanker that answered no hail',
  'six dinghies and one very calm instructor',
]

const birds = [
  'gannets',
  'kittiwakes',
  'fulmars',
  'guillemots',
  'storm petrels',
  'turnstones',
  'cormorants',
  'shearwaters',
]

const repairs = [
  'Greased the carriage of the lens and let it turn for an hour by day.',
  'Changed the seal of the west door. The old one came off in one piece, which is never a good sign.',
  'Cleaned salt off the solar panels: eleven percent more before lunch.',
  'Replaced a fuse in the radio, and then the one that had really blown.',
  'Painted the rail of the gallery between two showers.',
  'Tested the standby lamp. It came on at the second try; a third is planned.',
]

const remarks = [
  'Bread is down to one loaf; the boat is due on Thursday.',
  'The kettle has been descaled and feels like a new appointment.',
  'Somebody has written “wet” in the margin of the barograph. It was not me.',
  'Heard the bell buoy at supper, so the swell is up.',
  'Nothing to report, which is the best kind of report.',
  'Read until the lamp changeover, and then a little beyond.',
]

const beaufort = [
  'calm',
  'light air',
  'a light breeze',
  'a gentle breeze',
  'a moderate breeze',
  'a fresh breeze',
  'a strong breeze',
  'near gale',
  'gale',
  'strong gale',
  'storm',
  'violent storm',
]

export const windName = (force: number): string => beaufort[force] ?? 'storm'

export interface Happening {
  tag: 'weather' | 'ships' | 'birds' | 'repairs'
  text: string
}

export const skySentence = (day: number, { sky }: Weather): string => pick(skies[sky], day, 'sentence')

/** What else happened: at least one thing, on most days two. */
export function happeningsOf(day: number, { wind, visibility }: Weather): Happening[] {
  const happenings: Happening[] = []
  if (wind.force >= 8)
    happenings.push({ tag: 'weather', text: 'Green water over the landing. Nobody came, and nobody left.' })
  if (visibility > 2 && randomOf(day, 'ship') < 0.55)
    happenings.push({ tag: 'ships', text: `Passed at ${clock(day)}: ${pick(ships, day, 'ships')}.` })
  if (visibility > 0 && wind.force < 7 && randomOf(day, 'bird') < 0.5) {
    const count = 3 + Math.floor(randomOf(day, 'count') ** 3 * 400)
    happenings.push({ tag: 'birds', text: `Counted ${count} ${pick(birds, day, 'birds')} off the north face.` })
  }
  if (randomOf(day, 'repair') < 0.3 || happenings.length === 0)
    happenings.push({ tag: 'repairs', text: pick(repairs, day, 'repairs') })
  return happenings
}

export const remarkOf = (day: number): string => pick(remarks, day, 'remark')

function clock(day: number): string {
  const minutes = 300 + Math.floor(randomOf(day, 'clock') * 960)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
