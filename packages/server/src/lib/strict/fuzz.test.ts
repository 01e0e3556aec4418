/** Both ways to an answer agree on whatever a client sends. `npm run fuzz` plays as many conversations as there is time for. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calmConversationOf, conversationOf } from '../testing/strict/generate.ts'
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
  expect(pair.answers()).toBeGreaterThan(500)
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
