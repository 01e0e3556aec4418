/** Both ways to an answer agree on whatever a client sends. `npm run fuzz` plays as many conversations as there is time for. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calmConversationOf, conversationOf } from '../testing/strict/generate.ts'
import { holes } from '../testing/strict/holes.ts'
import { openPair, type Pair } from '../testing/strict/pair.ts'

let pair: Pair

beforeAll(async () => {
  pair = await openPair()
})
afterAll(() => pair.close())

it('gives the same bytes as node:http, however requests are malformed and cut', { timeout: 120_000 }, async () => {
  for (let index = 0; index < 2000; index++) {
    const conversation = conversationOf(1, index, pair.vocabulary)
    const { strict, plain } = await pair.play(conversation, index % 8 === 7)
    expect(strict, `npm run fuzz -- --seed 1 --only ${index}`).toBe(plain)
  }
  expect(pair.answers() - pair.keptAnswers()).toBeGreaterThan(500)
  expect(pair.keptAnswers()).toBeGreaterThan(500)
})

it('gives the same bytes over real connections', { timeout: 120_000 }, async () => {
  const vocabulary = { ...pair.vocabulary, targets: pair.vocabulary.targets.filter((target) => target !== '/slow') }
  const before = pair.answers()
  for (let index = 0; index < 150; index++) {
    const { strict, plain } = await pair.playOverTcp(calmConversationOf(2, index, vocabulary))
    expect(strict, `conversation ${index}`).toBe(plain)
  }
  expect(pair.answers() - before).toBeGreaterThan(50)
})

it.each(Object.entries(holes))('would find it if %s', { timeout: 120_000 }, async (_, hole) => {
  const wrong = await openPair(hole)
  const differs = async (index: number): Promise<boolean> => {
    const { strict, plain } = await wrong.play(conversationOf(1, index, wrong.vocabulary), index % 8 === 7)
    return strict !== plain
  }
  let index = 0
  while (index < 2000 && !(await differs(index))) index++
  await wrong.close()
  expect(index).toBeLessThan(2000)
})
