import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

const known = ['hit', 'tail', 'scale']

describe('the command line', () => {
  it('runs all benches in their order, or those that are named', () => {
    expect(readCommandLine([], known).benches).toEqual(known)
    expect(readCommandLine(['all'], known).benches).toEqual(known)
    expect(readCommandLine(['scale', 'hit', '--peer', 'nginx,next'], known)).toMatchObject({
      benches: ['hit', 'scale'],
      options: { peers: ['nginx', 'next'], rounds: 3 },
    })
  })

  it('takes fewer rounds and pages for a first look, unless told', () => {
    const { options } = readCommandLine(['hit', '--quick', '--rounds', '7'], known)
    expect(options).toMatchObject({ quick: true, rounds: 7, seconds: 2, sizes: [1_000, 10_000] })
  })

  it('names everything that it does not understand at once', () => {
    const wrong = ['hot', '--peer', 'apache', '--rounds', 'many', '--pages', '1000,0']
    expect(() => readCommandLine(wrong, known)).toThrow(
      /no bench "hot"[^]*no peer "apache"[^]*--rounds takes whole numbers[^]*--pages takes whole numbers[^]*"0"/,
    )
    expect(() => readCommandLine(['--fast'], known)).toThrow(/^Unknown option '--fast'\.$/)
  })
})
