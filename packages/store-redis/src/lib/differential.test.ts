import { randomUUID } from 'node:crypto'
import { everything, tagOfName, tagOfPath } from '@everfresh/engine'
import type { Entry, PageId } from '@everfresh/engine'
import { ManualClock } from '@everfresh/engine/testing'
import { openMemoryPageStore } from '@everfresh/store-memory'
import type { MemoryPageStore } from '@everfresh/store-memory'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRedisPageStore } from './redis-page-store.ts'
import { startRedis } from './testing/redis-servers.ts'
import type { RedisServer } from './testing/redis-servers.ts'
import { Side } from './testing/side.ts'
import type { Asked, Lowered, Step } from './testing/side.ts'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const begin = new ManualClock().now()
const page: fc.Arbitrary<PageId> = fc.record({
  namespace: fc.constantFrom('code-1', 'code-2'),
  path: fc.constantFrom('/a', '/b'),
})
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
const behind = fc.constantFrom(-5_000, -1, 0, 1, 2_000, 900_000)
const duration = fc.constantFrom(1, 1_000, 5_000, 61_000, 700_000)
const offset = fc.constantFrom(-3_600_000, -10_000, 0, 500, 30_000, 61_000, 3_600_000)
const time = fc.oneof(
  offset.map((ms) => begin + ms),
  fc.constant(Infinity),
)
const tag = fc.constantFrom('x', 'y', '__proto__', 'z'.repeat(100))

const entryOf = (of: fc.Arbitrary<PageId>): fc.Arbitrary<Entry> =>
  fc
    .record({
      page: of,
      generatedAt: offset.map((ms) => begin + ms),
      staleAt: time,
      expiresAt: time,
      tags: fc.uniqueArray(tag, { maxLength: 2 }),
      html: fc.constantFrom('', 'short', 'long '.repeat(1_000)),
    })
    .map(({ page: id, html, ...rest }) => ({
      ...id,
      ...rest,
      bodies: { html: new TextEncoder().encode(html) },
      attributes: { status: 200 },
      version: 0,
      asOf: 0,
      deployment: 'deployment-1',
      reason: 'miss' as const,
      renderMs: 5,
    }))

const request: fc.Arbitrary<Asked> = fc
  .record({
    needBehind: maybe(behind),
    knownBehind: behind,
    since: maybe(offset.map((ms) => begin + ms)),
    ttlMs: duration,
  })
  .map(({ since, ...rest }) => ({ ...rest, owner: 'me', ...(since === undefined ? {} : { since }) }))

const lowered = (explicitFloors: boolean): fc.Arbitrary<Lowered> =>
  fc.record({
    tag: fc.oneof(
      tag.map(tagOfName),
      page.map(({ path }) => tagOfPath(path)),
      fc.constant(everything),
    ),
    kind: fc.constantFrom('soft', 'hard'),
    floorBehind: explicitFloors ? maybe(behind) : fc.constant(undefined),
  })

const handle = fc.constantFrom(0, 0, 0, 1, 2)
const stepOf = (explicitFloors: boolean): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('load'), page }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('acquire'), page, request }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('renew', 'fail'), page, handle, ms: duration }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('publish'), page, handle, entry: entryOf(page) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('seed'), entry: entryOf(page), behind }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('invalidate'),
        invalidations: fc.array(lowered(explicitFloors), { maxLength: 3 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('read'), reader: fc.nat(6), wrongNonce: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('purge'), page }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pass', 'pass', 'pass', 'jump'), ms: duration }) },
  ) as fc.Arbitrary<Step>

/** The memory store forgets a path with its last page, and what was newest on it; Redis keeps that for as long as any page. */
const isTold = (store: MemoryPageStore, step: Step): boolean =>
  step.do !== 'purge' || (store.state.paths.get(step.page.path)?.pages.size ?? 0) > 1

async function compare(steps: readonly Step[], limits: { readonly logLimit: number; readonly tagLimit: number }) {
  const clock = new ManualClock()
  const memory = openMemoryPageStore({ clock, ...limits })
  const redis = await openRedisPageStore({
    ...{ url: server.url, keyPrefix: randomUUID(), clock, ...limits },
    ...{ connectTimeoutMs: 20_000, commandTimeoutMs: 10_000, bodyTimeoutMs: 10_000 },
  })
  try {
    const sides = [new Side(memory, () => clock.now()), new Side(redis, () => clock.now())] as const
    expect(await redis.head()).toBe(memory.head())
    for (const step of steps) {
      if (step.do === 'pass') clock.advance(step.ms)
      if (step.do === 'jump') clock.jump(-step.ms)
      if (!isTold(memory, step)) continue
      const [expected, actual] = [await sides[0].play(step), await sides[1].play(step)]
      expect({ step: step.do, outcome: actual }).toEqual({ step: step.do, outcome: expected })
    }
  } finally {
    await redis.close()
  }
}

describe('the scripts on the server decide as the rules of the engine do', () => {
  it('about leases, publishes, seeds and floors, in any order and whatever the clock does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf(true), { minLength: 5, maxLength: 60 }), async (steps) =>
        compare(steps, { logLimit: 4, tagLimit: 1_000 }),
      ),
      { numRuns: 80 },
    )
  })

  it('about which floors are forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf(false), { minLength: 5, maxLength: 60 }), async (steps) =>
        compare(steps, { logLimit: 100, tagLimit: 3 }),
      ),
      { numRuns: 60 },
    )
  })
})
