/** Finds every difference between what two sites answered. */

export interface Difference {
  /** Where: names and indices joined by dots, such as `headers.etag`. */
  readonly what: string
  readonly next: unknown
  readonly everfresh: unknown
}

/** Differences between two values that JSON could hold, as deep inside them as they are. */
export function differencesBetween(next: unknown, everfresh: unknown, what = ''): Difference[] {
  if (Object.is(next, everfresh)) return []
  if (isLines(next) && isLines(everfresh)) return lineDifferences(next, everfresh, what)
  if (!isComposed(next) || !isComposed(everfresh) || Array.isArray(next) !== Array.isArray(everfresh))
    return [{ what, next, everfresh }]
  const names = [...new Set([...Object.keys(next), ...Object.keys(everfresh)])]
  return names.flatMap((name) =>
    differencesBetween(Reflect.get(next, name), Reflect.get(everfresh, name), what === '' ? name : `${what}.${name}`),
  )
}

const isComposed = (value: unknown): value is object => typeof value === 'object' && value !== null

const isLines = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')

/** One difference per run of lines that are not the same, so that a line more does not make all that follow differ. */
function lineDifferences(next: readonly string[], everfresh: readonly string[], what: string): Difference[] {
  // Most lines are the same; the search is for the few between them.
  const start = next.findIndex((line, index) => line !== everfresh[index])
  if (start === -1 && next.length === everfresh.length) return []
  const first = start === -1 ? next.length : start
  let end = 0
  const room = Math.min(next.length, everfresh.length) - first
  while (end < room && next.at(-1 - end) === everfresh.at(-1 - end)) end += 1
  const [nextRest, everfreshRest] = [
    next.slice(first, next.length - end),
    everfresh.slice(first, everfresh.length - end),
  ]
  const common = longestCommon(nextRest, everfreshRest)
  return runsBetween(nextRest, everfreshRest, common, what)
}

function runsBetween(
  next: readonly string[],
  everfresh: readonly string[],
  common: readonly (readonly [number, number])[],
  what: string,
): Difference[] {
  const differences: Difference[] = []
  let [i, j] = [0, 0]
  for (const [nextEnd, everfreshEnd] of [...common, [next.length, everfresh.length] as const]) {
    if (i < nextEnd || j < everfreshEnd)
      differences.push({ what, next: next.slice(i, nextEnd), everfresh: everfresh.slice(j, everfreshEnd) })
    ;[i, j] = [nextEnd + 1, everfreshEnd + 1]
  }
  return differences
}

/** The indices of the lines of a longest common subsequence. */
function longestCommon(left: readonly string[], right: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        left[i] === right[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i += 1
    else j += 1
  }
  return pairs
}
