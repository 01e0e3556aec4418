import { describe, expect, it } from 'vitest'
import { objectionsTo, shares, ticksOf } from './machine.ts'

const quiet = { constant: { median: 30_000, min: 28_000, max: 32_000 }, others: 0.02, steal: 0 }

describe('a machine', () => {
  it('is quiet enough to compare when little changes between the rounds', () => {
    expect(objectionsTo(quiet)).toEqual([])
  })

  it('is too noisy when a constant server varies, when others use it, and when the host withholds it; all is said at once', () => {
    const constant = { median: 30_000, min: 15_000, max: 41_000 }
    expect(objectionsTo({ constant, others: 0.5, steal: 0.2 })).toEqual([
      'a constant server varied between rounds by 87 % (at most 30 %)',
      'while the bench rested, others used of the processors 50 % (at most 10 %)',
      'the host withheld of the processors 20 % (at most 5 %)',
    ])
  })

  it('counts idle time and waiting for disks as not used, and what the host took apart', () => {
    const before = ticksOf('cpu  100 0 50 1000 10 0 5 20 0 0\ncpu0 1 1 1 1\n')
    const after = ticksOf('cpu  110 5 60 1150 30 0 5 25 0 0\ncpu0 1 1 1 1\n')
    expect(shares(before, after)).toEqual({ others: 25 / 200, steal: 5 / 200 })
  })
})
