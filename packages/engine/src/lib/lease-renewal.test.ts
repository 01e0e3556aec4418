import { openMemoryPageStore } from '@everfresh/store-memory'
import { expect, test, vi } from 'vitest'
import { emitTo } from './events.ts'
import { renewLease } from './lease-renewal.ts'
import { StoreAccess } from './store-access.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import { ManualClock } from './testing/manual-clock.ts'

const page = { namespace: 'code-1', path: '/a' }

function held() {
  const clock = new ManualClock()
  const store = new FaultyPageStore(openMemoryPageStore({ clock }), { clock })
  const access = new StoreAccess(store, clock, () => 0, emitTo(undefined))
  const request = { need: 0, known: 0, owner: 'here', ttlMs: 900 }
  const acquired = store.acquire(page, request) as { readonly lease: { readonly token: number } }
  const onLost = vi.fn<() => void>()
  const end = renewLease(access, clock, page, { token: acquired.lease.token, ttlMs: 900 }, onLost)
  const acquire = () => (store.acquire(page, request) as { readonly kind: string }).kind
  return { clock, store, onLost, end, acquire }
}

test('keeps a lease for as long as it is wanted, and ends with it', async () => {
  const { clock, store, onLost, end, acquire } = held()
  await clock.pass(10_000)
  expect(acquire()).toBe('busy')
  expect(store.calls('renew')).toBe(33)
  end()
  expect(clock.pendingTimers).toBe(0)
  await clock.pass(1_000)
  expect(acquire()).toBe('granted')
  expect(onLost).not.toHaveBeenCalled()
})

test('tells once that somebody else holds a later lease', async () => {
  const { clock, store, onLost, acquire } = held()
  store.inject('renew', { kind: 'fail' }, 3)
  await clock.pass(900)
  expect(acquire()).toBe('granted')
  await clock.pass(10_000)
  expect(onLost).toHaveBeenCalledTimes(1)
  expect(clock.pendingTimers).toBe(0)
})

test('survives a store that does not answer for a moment', async () => {
  const { clock, store, onLost, acquire } = held()
  store.inject('renew', { kind: 'fail' }, 2)
  await clock.pass(3_000)
  expect(acquire()).toBe('busy')
  expect(onLost).not.toHaveBeenCalled()
})
