/** The checker itself: a forged history in which one rule is broken is found to break that one, and an honest one is not. */
import { describe, expect, it } from 'vitest'
import { Checker } from './checker.ts'
import type { Answer, Marks } from './events.ts'

const path = '/products/1'

function forge() {
  let now = 0
  const checker = new Checker(() => now)
  let reads = 0
  const forged = {
    checker,
    wait: (ms: number) => void (now += ms),
    read(version: number, revalidate: number | false = false): Marks {
      const read = { path, version, read: ++reads }
      checker.read({ ...read, revalidate })
      return read
    },
    answer: (marks: Marks | undefined, more: Partial<Answer> = {}): Omit<Answer, 'endedAt'> => ({
      status: marks ? 200 : 500,
      isStale: false,
      ...(marks && { marks }),
      ...more,
    }),
    begin: (run: string) => checker.visit({ run, path, form: 'html' }),
    show: (run: string, marks: Marks | undefined, more?: Partial<Answer>) =>
      forged.begin(run)(forged.answer(marks, more)),
    revalidate(run: string, version: number, revalidate: number | false = false): Marks {
      const end = checker.revalidation({ run, path, version })
      const made = forged.read(version, revalidate)
      end({ outcome: 'resolved' })
      return made
    },
    broken: () => checker.violations.map(({ rule }) => rule),
  }
  return forged
}

describe('the checker', () => {
  it('finds nothing wrong with a history in which nothing is', () => {
    const { read, show, revalidate, wait, broken, begin, answer } = forge()
    const first = read(1)
    show('a', first)
    show('b', first)
    const during = begin('b')
    const second = revalidate('a', 2)
    // It began before the revalidation resolved.
    during(answer(first))
    show('b', second)
    wait(10_000)
    show('a', second)
    expect(broken()).toEqual([])
  })

  it('finds an answer from before a revalidation that had resolved, but lets marked ones pass', () => {
    const { read, show, revalidate, broken } = forge()
    const first = read(1)
    revalidate('a', 2)
    show('b', first, { degraded: 'store-unavailable' })
    expect(broken()).toEqual([])
    show('b', first)
    expect(broken()).toEqual(['1 read your writes'])
  })

  it('finds a render too many, but allows one per window, per revalidation, and around faults', () => {
    const { read, wait, revalidate, checker, broken } = forge()
    read(1, 1)
    wait(1_000)
    read(1, 1)
    revalidate('a', 1)
    const repair = checker.fault('cut off', 'store')
    read(1)
    read(1)
    repair()
    wait(60_000)
    read(1)
    expect(broken()).toEqual([])
    read(1)
    expect(broken()).toEqual(['2 once'])
  })

  it('allows one render after an invalidation by tag, and no older answer once it has resolved', () => {
    const { read, show, checker, broken } = forge()
    const first = read(1)
    const end = checker.revalidation({ run: 'a', path, version: 2, leavesRender: true })
    end({ outcome: 'resolved' })
    show('b', read(2))
    expect(broken()).toEqual([])
    read(2)
    show('b', first)
    expect(broken()).toEqual(['2 once', '1 read your writes', '4 versions only grow'])
  })

  it('finds an instance that goes back to what it showed before', () => {
    const { read, show, wait, broken } = forge()
    const first = read(1, 1)
    wait(1_000)
    show('a', read(2, 1))
    show('a', first)
    expect(broken()).toEqual(['4 versions only grow'])
  })

  it('lets an instance go back where the store has lost what it had, but not behind a promise', () => {
    const { read, show, wait, revalidate, checker, broken } = forge()
    const first = read(1, 1)
    wait(1_000)
    const second = revalidate('a', 2, 1)
    wait(1_000)
    show('a', read(2, 1))
    wait(10)
    checker.loss()
    wait(10_000)
    show('a', second)
    expect(broken()).toEqual([])
    wait(10)
    show('a', first)
    expect(broken()).toEqual(['1 read your writes', '4 versions only grow'])
  })

  it('excuses what misses a deadline while the machine is busy, and nothing else', () => {
    const { read, show, revalidate, checker, wait, broken } = forge()
    const first = read(1)
    revalidate('a', 2)
    checker.rest()
    checker.busy(0, 1_000)
    show('a', first, { degraded: 'store-unavailable' })
    expect(broken()).toEqual([])
    show('a', first)
    expect(broken()).toEqual(['1 read your writes'])
    wait(20_000)
    show('a', first, { degraded: 'store-unavailable' })
    expect(broken()).toEqual(['1 read your writes', '3 comes to rest'])
  })

  it('finds an instance that goes on with what another has replaced, unless it just could not know', () => {
    const { read, show, wait, checker, broken } = forge()
    const first = read(1, 1)
    wait(1_000)
    show('a', read(2, 1))
    wait(900)
    show('b', first, { isStale: true })
    expect(broken()).toEqual([])
    wait(200)
    const repair = checker.fault('cut off', 'b')
    show('b', first, { isStale: true })
    expect(broken()).toEqual([])
    repair()
    wait(10_000)
    show('b', first, { isStale: true })
    expect(broken()).toEqual(['4 instances agree'])
  })

  it('finds an error in place of a page that there is, unless the process was gone', () => {
    const { read, show, checker, broken } = forge()
    show('a', undefined)
    show('a', read(1))
    expect(broken()).toEqual([])
    checker.fault('killed', 'b')
    show('b', undefined, { status: 0, error: 'socket hang up' })
    expect(broken()).toEqual([])
    show('a', undefined)
    expect(broken()).toEqual(['5 last good'])
  })

  it('finds parts of different renders, other pages, and versions that no read has seen', () => {
    const { read, show, broken } = forge()
    const first = read(1)
    show('a', first, { torn: '1 and 2' })
    show('a', { ...first, path: '/products/2' })
    show('a', { ...first, version: 2 })
    expect(broken()).toEqual(['6 atomic', '6 atomic', '6 atomic'])
  })

  it('finds visits and revalidations that take too long or never end', () => {
    const { begin, answer, read, wait, checker, broken } = forge()
    const end = begin('a')
    const resolve = checker.revalidation({ run: 'a', path, version: 1 })
    wait(60_000)
    end(answer(read(1)))
    resolve({ outcome: 'rejected' })
    checker.revalidation({ run: 'a', path, version: 1 })({ outcome: 'unknown' })
    expect(broken()).toEqual(['7 bounded', '7 bounded', '7 bounded'])
  })

  it('finds whoever is not over a fault that has ended', () => {
    const { read, show, wait, checker, broken } = forge()
    const first = read(1)
    show('a', first)
    wait(10_000)
    checker.rest()
    show('a', first, { degraded: 'store-unavailable' })
    checker.revalidation({ run: 'a', path, version: 1 })({ outcome: 'rejected' })
    expect(broken()).toEqual(['3 comes to rest', '3 comes to rest'])
    checker.fault('broken again', 'b')
    show('a', first, { degraded: 'store-unavailable' })
    expect(broken()).toHaveLength(2)
  })
})
