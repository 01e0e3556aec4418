import { expect, test } from 'vitest'
import { SingleFlight } from './single-flight.ts'
import type { Demand, Flight } from './single-flight.ts'

/** Flights that end when the test says so. */
function flights() {
  const single = new SingleFlight<string>()
  const led: { flight: Flight<string>; end: (outcome: string) => void }[] = []
  const lead = (flight: Flight<string>) => new Promise<string>((end) => void led.push({ flight, end }))
  const join = (demand: Partial<Demand> = {}, key = '/a') =>
    single.join(key, { need: 0, reason: 'miss', patientUntil: 0, ...demand }, lead)
  return { single, led, join }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('lets one lead and the others follow, and tells them apart', async () => {
  const { led, join } = flights()
  const [leader, follower] = [join(), join()]
  led[0]!.end('page')
  expect(await Promise.all([leader.flight.outcome, follower.flight.outcome])).toEqual(['page', 'page'])
  expect([leader.collapsed, follower.collapsed]).toEqual([false, true])
  expect(led).toHaveLength(1)
})

test('keeps pages apart, and forgets a flight when it has ended', async () => {
  const { single, led, join } = flights()
  const joined = [join({}, '/a'), join({}, '/b')]
  expect(single.size).toBe(2)
  led[0]!.end('')
  led[1]!.end('')
  await Promise.all(joined.map(({ flight }) => flight.outcome))
  expect(single.size).toBe(0)
})

test('gives a flight that has not begun what the newcomer needs', () => {
  const { led, join } = flights()
  join({ reason: 'stale' })
  join({ need: 7, reason: 'on-demand', patientUntil: 100 })
  expect(led[0]!.flight).toMatchObject({ need: 7, reason: 'on-demand', patientUntil: 100 })
})

test('does not let a visitor take the on-demand reason from a flight', () => {
  const { led, join } = flights()
  join({ reason: 'on-demand' })
  join({ reason: 'miss' })
  expect(led[0]!.flight.reason).toBe('on-demand')
})

test('joins a render that has seen enough of the log', () => {
  const { led, join } = flights()
  join()
  led[0]!.flight.asOf = 7
  expect(join({ need: 7 }).flight).toBe(led[0]!.flight)
})

test('does not join a render that may have begun before the change (B128)', async () => {
  const { led, join } = flights()
  join()
  led[0]!.flight.asOf = 6
  const later = join({ need: 7 })
  await settle()
  expect(led).toHaveLength(1)
  led[0]!.end('old')
  await settle()
  expect(led).toHaveLength(2)
  led[1]!.end('new')
  expect(await later.flight.outcome).toBe('new')
})

test('collapses all that a render cannot serve into one further flight, with the largest need', async () => {
  const { led, join } = flights()
  join()
  led[0]!.flight.asOf = 1
  const later = [9, 3, 5].map((need) => join({ need }))
  led[0]!.end('old')
  await settle()
  expect(led).toHaveLength(2)
  expect(led[1]!.flight.need).toBe(9)
  led[1]!.end('new')
  expect(await Promise.all(later.map(({ flight }) => flight.outcome))).toEqual(['new', 'new', 'new'])
  expect(later.map(({ collapsed }) => collapsed)).toEqual([false, true, true])
})
