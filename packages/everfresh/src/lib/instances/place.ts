/** Which of several instances a process is. Its supervisor says so in the environment, where the site's code may read it, too. */

export interface Place {
  /** From 1. A process that takes the place of another has its number. */
  readonly number: number
  readonly count: number
}

/** Holds `2/4` in the second of four instances. */
export const placeVariable = 'EVERFRESH_INSTANCE'

export const textOfPlace = ({ number, count }: Place): string => `${number}/${count}`

export function placeOf(text: string | undefined): Place | undefined {
  const [, number, count] = /^(\d+)\/(\d+)$/.exec(text ?? '') ?? []
  return count === undefined ? undefined : { number: Number(number), count: Number(count) }
}

/**
 * Render threads of one instance of `count`, of which each serves in a thread of its own: about one for each processor in all.
 * Undefined for one that is alone.
 */
export const threadsOfInstance = (count: number, processors: number): number | undefined =>
  count === 1 ? undefined : Math.max(1, Math.min(4, Math.floor(processors / count)))
