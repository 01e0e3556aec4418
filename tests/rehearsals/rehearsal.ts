/** Runs an example on Next.js and on Everfresh, asks both the same, and fails on any difference that is not listed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useChromium } from '../browser/chromium.ts'
import { differencesBetween } from './compare.ts'
import {
  describeDifferences,
  describeExpected,
  isExpected,
  unfoundedReasons,
  type ExpectedDifference,
  type SeenDifference,
} from './expected.ts'
import type { Probe } from './probes.ts'
import { openSide, type OpenSide, type SideOptions } from './sides.ts'

export interface Rehearsal extends SideOptions {
  /** Asked one after the other, in this order, each of both sites. Their names must differ. */
  readonly probes: readonly Probe[]
  /** All differences that there may be, and all of them must be there. */
  readonly differences: readonly ExpectedDifference[]
}

/** To be called at the top of a test file. */
export function describeRehearsal(rehearsal: Rehearsal): void {
  const { example, probes, differences } = rehearsal
  describe(`${example} on Next.js and on Everfresh`, () => {
    const chromium = useChromium()
    const opened: OpenSide[] = []
    const seen: SeenDifference[] = []
    let asked = 0

    beforeAll(async () => {
      const results = await Promise.allSettled([openSide('next', rehearsal), openSide('everfresh', rehearsal)])
      opened.push(...results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])))
      for (const result of results) if (result.status === 'rejected') throw result.reason
    }, 400_000)
    afterAll(() => Promise.all(opened.map((side) => side.close())))

    it.each(probes)('$name', async ({ name, observe }) => {
      const [next, everfresh] = opened as [OpenSide, OpenSide]
      asked += 1
      const observed = {
        next: await observe(next, () => chromium.tab()),
        everfresh: await observe(everfresh, () => chromium.tab()),
      }
      const found = differencesBetween(observed.next, observed.everfresh).map((each) => ({ probe: name, ...each }))
      seen.push(...found)
      const unexpected = found.filter((difference) => !differences.some((each) => isExpected(each, difference)))
      if (unexpected.length > 0) throw new Error(`Differs from Next.js:\n${describeDifferences(unexpected)}`)
    })

    it('differs from Next.js in what is listed, and in nothing else', (context) => {
      expect(unfoundedReasons(differences)).toEqual([])
      // Some of the probes alone do not see all there is.
      if (asked < probes.length) return context.skip('not all probes were asked')
      console.log(`${example} differs from Next.js in:\n${describeExpected(differences, seen)}`)
      const gone = differences.filter((each) => !seen.some((difference) => isExpected(each, difference)))
      expect(gone, 'differences that are there no longer').toEqual([])
    })
  })
}
