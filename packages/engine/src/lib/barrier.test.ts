import { describe, expect, test } from 'vitest'
import type { BarrierOptions, Member, Roll } from './barrier.ts'
import { waitForMembers } from './barrier.ts'
import { ManualClock } from './testing/manual-clock.ts'

const cursor = { position: 100, nonce: 'a' }
const behind: Member = { name: 'slow', acknowledged: 99, beats: 7 }
const upToDate: Member = { name: 'quick', acknowledged: 100, beats: 7 }

/** A store whose list of members the test changes. */
function sceneWith(...members: Member[]) {
  const clock = new ManualClock()
  const scene = {
    clock,
    roll: { members, keptForMs: Infinity } as Roll | undefined,
    expelled: [] as string[],
    asked: 0,
    urgent: 0,
  }
  const membership = {
    members: (_?: unknown, isUrgent = false) => {
      scene.asked++
      if (isUrgent) scene.urgent++
      return scene.roll
    },
    expel: ({ name }: Member) => void scene.expelled.push(name),
  }
  let outcome: string | undefined
  const wait = async (ms: number): Promise<string | undefined> => {
    await clock.pass(ms)
    return outcome
  }
  const begin = (options?: BarrierOptions): void => {
    void waitForMembers(cursor, membership, clock, options).then(
      (reached) => (outcome = reached),
      (error: unknown) => (outcome = String(error)),
    )
  }
  return Object.assign(scene, { membership, wait, begin })
}

describe('the barrier', () => {
  test('is reached at once when every member has acknowledged', async () => {
    const scene = sceneWith(upToDate)
    scene.begin()
    expect(await scene.wait(0)).toBe('reached')
    expect(scene.clock.pendingTimers).toBe(0)
  })

  test('waits for a member until it acknowledges', async () => {
    const scene = sceneWith(upToDate, behind)
    scene.begin()
    expect(await scene.wait(1_000)).toBeUndefined()
    scene.roll = { members: [upToDate, { ...behind, acknowledged: 100 }], keptForMs: Infinity }
    expect(await scene.wait(50)).toBe('reached')
    expect(scene.expelled).toEqual([])
  })

  test('does not wait for the member that asks, which has applied the entry', async () => {
    const scene = sceneWith(upToDate, behind)
    scene.begin({ applied: behind.name })
    expect(await scene.wait(0)).toBe('reached')
    expect(scene.asked).toBe(1)
  })

  test('has those who are behind told after a moment, and then now and again', async () => {
    const scene = sceneWith(behind)
    scene.begin()
    await scene.wait(2)
    expect(scene.urgent).toBe(0)
    await scene.wait(10)
    expect(scene.urgent).toBe(1)
    await scene.wait(500)
    expect(scene.urgent).toBeGreaterThan(5)
  })

  test('waits longer where a heartbeat may have read what was overwritten already', async () => {
    const scene = sceneWith(behind)
    scene.begin({ visibilityMs: 1_000 })
    expect(await scene.wait(3_109)).toBeUndefined()
    expect(await scene.wait(60)).toBe('reached')
  })

  test('waits no longer than a coherence lease lasts, and forgets who was silent all the time', async () => {
    const scene = sceneWith(behind)
    scene.begin()
    expect(await scene.wait(2_089)).toBeUndefined()
    expect(await scene.wait(100)).toBe('reached')
    expect(scene.expelled).toEqual(['slow'])
  })

  test('forgets nobody who has beaten since: that one may hold a lease', async () => {
    const scene = sceneWith(behind)
    scene.begin()
    await scene.wait(1_000)
    scene.roll = { members: [{ ...behind, beats: 8 }], keptForMs: Infinity }
    expect(await scene.wait(1_200)).toBe('reached')
    expect(scene.expelled).toEqual([])
  })

  test('waits for members that a store does not know of because it lost its list lately', async () => {
    const scene = sceneWith(upToDate)
    scene.roll = { members: [upToDate], keptForMs: 300 }
    scene.begin()
    expect(await scene.wait(2_000)).toBeUndefined()
    expect(await scene.wait(200)).toBe('reached')
  })

  test('tells when the store has lost the entry', async () => {
    const scene = sceneWith(behind)
    scene.begin()
    await scene.wait(500)
    scene.roll = undefined
    expect(await scene.wait(50)).toBe('diverged')
  })

  test('asks again when a question gets lost, and fails when the store stays away', async () => {
    const scene = sceneWith(upToDate)
    let lost = 1
    const { members } = scene.membership
    scene.membership.members = () => (lost-- > 0 ? (new Promise(() => {}) as never) : members())
    scene.begin()
    expect(await scene.wait(260)).toBe('reached')
    lost = Infinity
    scene.begin()
    expect(await scene.wait(10_000)).toMatch(/no answer within 250 ms/)
    expect(scene.clock.pendingTimers).toBe(0)
  })
})
