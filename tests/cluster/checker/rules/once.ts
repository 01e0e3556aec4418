/** 2. One render per page and window, whatever the number of instances and visitors. */
import type { Read } from '../events.ts'
import type { RuleOf } from '../rule.ts'

/** A page's window begins when it is published, after its data were read; stores count in whole ms. */
const toleranceMs = 20

export const once: RuleOf = (truth) => {
  const last = new Map<string, Read>()
  const early = new Map<string, number>()
  const underWay = new Map<string, number>()
  /** Pages that a tag's invalidation has left for the next visitor to render. */
  const due = new Set<string>()
  const count = (path: string, by: number) => void underWay.set(path, (underWay.get(path) ?? 0) + by)
  return {
    number: 2,
    name: 'once',
    onRevalidation({ path, leavesRender }) {
      count(path, 1)
      return () => {
        count(path, -1)
        // However many there are before the next visit, that renders once.
        if (leavesRender) due.add(path)
        return undefined
      }
    },
    onRead(read) {
      const { path, at } = read
      const before = last.get(path)
      last.set(path, read)
      const wasDue = due.delete(path)
      if (!before || wasDue || at >= endOfWindow(before)) return undefined
      // An instance that is cut off renders for itself, and a lease that was lost is granted again.
      if (truth.isTroubled(before.at, at)) return undefined
      const times = (early.get(path) ?? 0) + 1
      early.set(path, times)
      if ((underWay.get(path) ?? 0) > 0 && times <= truth.revalidations(path)) return undefined
      return `${path} was rendered again ${(at - before.at).toFixed(0)} ms after read ${before.read}, for no reason`
    },
  }
}

const endOfWindow = ({ at, revalidate }: Read): number =>
  revalidate === false ? Infinity : at + revalidate * 1000 - toleranceMs
