import { createMemoryPageStoreState, openMemoryPageStore } from '@everfresh/store-memory'
import { beforeEach, describe, expect, test } from 'vitest'
import { EngineScene } from './testing/engine-scene.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import type { ManualClock } from './testing/manual-clock.ts'
import type { News, PageStore } from './page-store.ts'

/** A store that is a network away. With random() = 0.5 a heartbeat follows 500 ms after the other. */
const network = { coherence: 'lease', asynchronous: true } as const

let state = createMemoryPageStoreState()
beforeEach(() => {
  state = createMemoryPageStoreState()
})

const sceneOf = async () => {
  const scene = new EngineScene((clock) => openMemoryPageStore({ clock, state }), { faults: network })
  await scene.clock.settle()
  return scene
}

describe('an instance with a coherence lease', () => {
  test('does not pass on a render that began before what it could not read in the log', async () => {
    const scene = await sceneOf()
    const store = new FaultyPageStore(openMemoryPageStore({ clock: scene.clock, state }), {
      ...network,
      clock: scene.clock,
    })
    const cutOff = scene.another({ store })
    await scene.clock.settle()
    scene.tags = ['news']
    scene.hold = true
    const first = scene.get('/a', cutOff)
    await scene.clock.settle()
    store.inject('readLog', { kind: 'fail' })
    await scene.clock.pass(3_000)
    scene.content.set('/a', 'v2')
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    const second = scene.get('/a', cutOff)
    await scene.clock.settle()
    scene.hold = false
    scene.renders[0]!.finish()
    await scene.clock.pass(1_000)
    expect(await Promise.all([first, second])).toEqual(['miss v1', 'miss v2 collapsed'])
  })

  test('answers hits without any call of the store', async () => {
    const scene = await sceneOf()
    await scene.get('/a')
    const calls = scene.store.calls()
    for (let visit = 0; visit < 100; visit++) expect(scene.peek('/a')).toBe('hit v1')
    expect(scene.store.calls()).toBe(calls)
  })

  test('asks for the log twice a second', async () => {
    const scene = await sceneOf()
    const beats = scene.store.calls('readLog')
    await scene.clock.pass(10_000)
    expect(scene.store.calls('readLog') - beats).toBe(20)
  })

  test('learns of an invalidation with its next heartbeat, and acknowledges it at once', async () => {
    const scene = await sceneOf()
    const other = scene.another({ instance: 'other' })
    await scene.clock.settle()
    await scene.get('/a', other)
    const acknowledged: (number | undefined)[] = []
    const { readLog } = scene.store
    scene.store.readLog = function (cursor, member) {
      if (member.startsWith('other/')) acknowledged.push(cursor?.position)
      return readLog.call(this, cursor, member)
    }
    const { position } = await scene.engine.invalidate([{ path: '/a' }], 'hard')
    await scene.clock.pass(500)
    expect(scene.peek('/a', other)).toBe('nothing')
    expect(acknowledged).toHaveLength(2)
    expect(acknowledged[1]).toBe(position)
  })
})

describe('an instance that was cut off', () => {
  test('trusts its memory until its lease ends, and marks what it serves from then on', async () => {
    const scene = await sceneOf()
    await scene.get('/a')
    scene.store.inject('all', { kind: 'hang' })
    await scene.clock.pass(1_400)
    expect(scene.peek('/a')).toBe('hit v1')
    await scene.clock.pass(600)
    expect(scene.peek('/a')).toBe('nothing')
    const visit = scene.get('/a')
    await scene.clock.pass(500)
    expect(await visit).toBe('hit v1 store-unavailable')
  })

  test('counts the lease from when it asked, not from when it was answered', async () => {
    const scene = await sceneOf()
    await scene.get('/a')
    scene.store.inject('readLog', { kind: 'slow-reply', ms: 240 })
    await scene.clock.pass(740)
    scene.store.inject('readLog', { kind: 'fail' })
    await scene.clock.pass(1_759)
    expect(scene.peek('/a')).toBe('hit v1')
    await scene.clock.pass(1)
    expect(scene.peek('/a')).toBe('nothing')
  })

  test('takes in what it missed before it trusts its memory again', async () => {
    const scene = await sceneOf()
    const { clock } = scene
    const store = new FaultyPageStore(openMemoryPageStore({ clock, state }), { clock, ...network })
    const other = scene.another({ store })
    await scene.get('/a')
    scene.store.inject('all', { kind: 'fail' })
    scene.content.set('/a', 'v2')
    await clock.pass(2_000)
    expect(await scene.revalidate('/a', other)).toBe('revalidated v2')
    expect(await scene.get('/a')).toBe('hit v1 store-unavailable')
    scene.store.heal()
    await clock.pass(3_000)
    expect(scene.peek('/a')).toBe('nothing')
    expect(await scene.get('/a')).toBe('hit v2')
  })

  test('does not trust its memory after the machine was suspended (fault 24)', async () => {
    const scene = await sceneOf()
    await scene.get('/a')
    scene.clock.jump(3_600_000)
    expect(scene.peek('/a')).toBe('nothing')
  })

  test('does not trust its memory for longer because the wall clock was set back', async () => {
    const scene = await sceneOf()
    await scene.get('/a')
    scene.clock.jump(-3_600_000)
    scene.store.inject('all', { kind: 'hang' })
    await scene.clock.pass(2_000)
    expect(scene.peek('/a')).toBe('nothing')
  })
})

/** As when it is started again without its data. */
const loseEverything = (): void => void Object.assign(state, createMemoryPageStoreState())

/** A store that tells for how long it has lost nothing. */
const openRestored = (clock: ManualClock): PageStore => {
  const store = openMemoryPageStore({ clock, state })
  const { readLog } = store
  store.readLog = (cursor, member) => ({ ...readLog.call(store, cursor, member), keptForMs: clock.monotonic() })
  return store
}

describe('after a store has lost what it had acknowledged', () => {
  test('reminds it with every heartbeat until it has taken that in', async () => {
    const scene = await sceneOf()
    await scene.engine.invalidate([{ tag: 'news' }], 'hard')
    scene.store.inject('invalidate', { kind: 'fail' })
    const before = openMemoryPageStore({ clock: scene.clock, state })
    loseEverything()
    const after = openMemoryPageStore({ clock: scene.clock, state })
    expect(before.head()).toBe(after.head())
    await scene.clock.pass(1_200)
    expect(state.log).toEqual([])
    scene.store.heal()
    await scene.clock.pass(600)
    expect(state.log).toMatchObject([{ tag: 't:news', kind: 'hard' }])
    await scene.clock.pass(2_000)
    expect(state.log).toHaveLength(1)
  })

  test('an instance that begins then marks its answers until others had time to remind the store', async () => {
    const scene = new EngineScene(openRestored, { faults: network })
    await scene.clock.settle()
    expect(await scene.get('/a')).toBe('miss v1 store-unavailable')
    expect(scene.peek('/a')).toBe('nothing')
    await scene.clock.pass(2_100)
    expect(await scene.get('/a')).toBe('hit v1')
    expect(scene.peek('/a')).toBe('hit v1')
  })
})

describe('a stale page', () => {
  const sceneOfTwo = async () => {
    const scene = await sceneOf()
    const other = scene.another()
    await scene.get('/a')
    await scene.get('/a', other)
    scene.content.set('/a', 'v2')
    await scene.clock.pass(10_000)
    expect(await scene.get('/a', other)).toBe('stale v1')
    await scene.clock.settle()
    return { scene, other }
  }

  test('is replaced before it is shown again when another instance has published since', async () => {
    const { scene } = await sceneOfTwo()
    expect(await scene.get('/a')).toBe('hit v2')
  })

  test('is shown all the same when the store takes its time', async () => {
    const { scene } = await sceneOfTwo()
    scene.store.inject('load', { kind: 'hang' })
    const visit = scene.get('/a')
    await scene.clock.pass(50)
    expect(await visit).toBe('stale v1')
  })
})

test('a hint of news makes it ask at once, and once more when one arrives too early for the answer', async () => {
  const scene = await sceneOf()
  let tell = (): void => {}
  scene.store.subscribe = (onNews) => {
    tell = onNews
    return () => (tell = () => {})
  }
  const other = scene.another()
  await scene.clock.settle()
  await scene.get('/a', other)
  const beats = scene.store.calls('readLog')
  tell()
  tell()
  await scene.clock.pass(1)
  expect(scene.store.calls('readLog') - beats).toBe(2)
  await other.close()
  tell()
  await scene.clock.pass(1_000)
  expect(scene.store.calls('readLog') - beats).toBe(4)
})

describe('news that say what was appended', () => {
  const hard = { tag: 't:news', kind: 'hard' } as const
  const soft = { tag: 't:news', kind: 'soft' } as const

  /** An instance beside the first, and a store of its own that tells it what it is told to. */
  const sceneOfReader = async () => {
    const scene = await sceneOf()
    const store = new FaultyPageStore(openMemoryPageStore({ clock: scene.clock, state }), {
      ...network,
      clock: scene.clock,
    })
    let tell: (news?: News) => void = () => {}
    store.subscribe = (onNews) => {
      tell = onNews
      return () => {}
    }
    scene.tags = ['news']
    const reader = scene.another({ store })
    await scene.clock.settle()
    await scene.get('/a', reader)
    const append = async (kind: 'soft' | 'hard'): Promise<News> => {
      const after = state.head!
      const head = await scene.store.invalidate([kind === 'soft' ? soft : hard])
      return { after, head, entries: state.log.slice(-1) }
    }
    return { scene, store, reader, append, hear: (news?: News) => tell(news) }
  }

  test('take effect at once, and are acknowledged by one heartbeat', async () => {
    const { scene, store, reader, append, hear } = await sceneOfReader()
    const news = await append('hard')
    const beats = store.calls('readLog')
    expect(scene.peek('/a', reader)).toBe('hit v1')
    hear(news)
    expect(scene.peek('/a', reader)).toBe('nothing')
    await scene.clock.pass(1)
    expect(store.calls('readLog') - beats).toBe(1)
  })

  test('are acknowledged later where nobody has to hurry', async () => {
    const { scene, store, append, hear } = await sceneOfReader()
    const news = await append('soft')
    const beats = store.calls('readLog')
    hear(news)
    await scene.clock.pass(1)
    expect(store.calls('readLog')).toBe(beats)
    hear()
    await scene.clock.pass(1)
    expect(store.calls('readLog') - beats).toBe(1)
  })

  test('are no more than a hint to whoever has not all that was before', async () => {
    const { scene, store, reader, append, hear } = await sceneOfReader()
    await append('hard')
    const news = await append('soft')
    const beats = store.calls('readLog')
    hear(news)
    await scene.clock.pass(1)
    // One brings them, the next acknowledges them.
    expect(store.calls('readLog') - beats).toBe(2)
    expect(scene.peek('/a', reader)).toBe('nothing')
  })

  test('that come while a heartbeat is under way are not lost with its older answer', async () => {
    const { scene, store, reader, append, hear } = await sceneOfReader()
    store.inject('readLog', { kind: 'slow-reply', ms: 20 }, 1)
    hear()
    await scene.clock.settle()
    hear(await append('hard'))
    expect(scene.peek('/a', reader)).toBe('nothing')
    await scene.clock.pass(25)
    expect(scene.peek('/a', reader)).toBe('nothing')
    expect(store.calls('readLog')).toBeGreaterThan(2)
  })

  test('spare an instance the heartbeats for what it has appended itself', async () => {
    const { scene, store, reader } = await sceneOfReader()
    const { invalidate } = store
    store.invalidate = async function (invalidations, onNews) {
      const after = state.head!
      const head = await invalidate.call(this, invalidations)
      onNews?.({ after, head, entries: state.log.slice(-invalidations.length) })
      return head
    }
    const beats = store.calls('readLog')
    await reader.invalidate([{ tag: 'news' }], 'hard')
    expect(store.calls('readLog')).toBe(beats)
    expect(scene.peek('/a', reader)).toBe('nothing')
  })
})

test('two processes of one name answer for themselves', async () => {
  const scene = await sceneOf()
  const members = new Set<string>()
  const { readLog } = scene.store
  scene.store.readLog = function (cursor, member) {
    members.add(member)
    return readLog.call(this, cursor, member)
  }
  for (let process = 0; process < 2; process++) scene.another({ instance: 'pod-1' })
  await scene.clock.settle()
  expect([...members].filter((name) => name.startsWith('pod-1/'))).toHaveLength(2)
})

test('stops its heartbeat when the engine closes, and trusts nothing from then on: nobody waits for it any more (fault 29)', async () => {
  const scene = await sceneOf()
  await scene.get('/a')
  await scene.engine.close()
  expect(scene.peek('/a')).toBe('nothing')
  const beats = scene.store.calls('readLog')
  expect(await scene.get('/a')).toBe('hit v1')
  expect(scene.store.calls('readLog')).toBe(beats)
  const calls = scene.store.calls()
  await scene.clock.pass(10_000)
  expect(scene.store.calls()).toBe(calls)
  expect(scene.clock.pendingTimers).toBe(0)
})
