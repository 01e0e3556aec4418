import { describe, expect, it } from 'vitest'
import { growingPace, steadyPace } from './pace.ts'

/** Plays pages through `pace`; each takes what `msOf` says of so many at once. */
function play(msOf: (atOnce: number) => number, rounds = 2000) {
  const pace = growingPace()
  for (let page = 0; page < rounds; page++) pace.took(msOf(pace.limit))
  return pace.limit
}

describe('growingPace', () => {
  it('has many pages under way that wait for their data', () => {
    expect(play(() => 50)).toBe(128)
  })

  it('asks no more of a source that answers ten at a time', () => {
    expect(play((atOnce) => 50 * Math.max(1, atOnce / 10))).toBeLessThan(30)
  })

  it('leaves it at few where processors are what pages wait for', () => {
    expect(play((atOnce) => 0.4 * atOnce)).toBeLessThan(30)
  })

  it('goes down when a source becomes slow, and up again when it has recovered', () => {
    const pace = growingPace()
    for (let page = 0; page < 2000; page++) pace.took(50)
    for (let page = 0; page < 5000; page++) pace.took(500)
    expect(pace.limit).toBe(8)
    for (let page = 0; page < 2000; page++) pace.took(50)
    expect(pace.limit).toBe(128)
  })
})

it('a pace that was asked for stays', () => {
  const pace = steadyPace(3)
  for (let page = 0; page < 100; page++) pace.took(1)
  expect(pace.limit).toBe(3)
})
