/** Counts what a cache passes of the public HTTP cache tests. */

export interface PublicTest {
  readonly id: string
  readonly name: string
  /** Missing: required. `check` tests only tell what a cache does. */
  readonly kind?: 'required' | 'optimal' | 'check'
  /** Tests without which this one means nothing. */
  readonly depends_on?: readonly string[]
  readonly browser_only?: boolean
}

/** `true`, or why it failed, by the test's id. */
export type Results = Readonly<Record<string, true | readonly [kind: string, message: string]>>

export type Kind = 'required' | 'optimal'

export interface Score {
  readonly passed: Readonly<Record<Kind, number>>
  readonly total: Readonly<Record<Kind, number>>
  /** Ids of the tests that count and were not passed, in the order of the tests. */
  readonly failed: readonly string[]
}

/** A test that depends on one that failed has failed, too: its own result says nothing. */
export function scoreOf(tests: readonly PublicTest[], results: Results): Score {
  const known = new Map(tests.map((test) => [test.id, test]))
  const passes = ({ id, depends_on: needed = [] }: PublicTest): boolean =>
    results[id] === true && needed.every((each) => !known.has(each) || passes(known.get(each)!))
  const passed = { required: 0, optimal: 0 }
  const total = { required: 0, optimal: 0 }
  const failed: string[] = []
  for (const test of tests) {
    const { kind = 'required', browser_only: isForBrowsers = false } = test
    if (kind === 'check' || isForBrowsers) continue
    total[kind]++
    if (passes(test)) passed[kind]++
    else failed.push(test.id)
  }
  return { passed, total, failed }
}
