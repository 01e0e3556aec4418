import { expect, test } from 'vitest'
import { createRefusalLog } from './refusal-log.ts'

test('thousands of refusals are one line, and the next one tells how many there were', () => {
  const lines: object[] = []
  let now = 0
  const note = createRefusalLog({ warn: (details: object) => void lines.push(details) }, () => now)
  for (let each = 0; each < 5_000; each++) note('/products/1')
  now = 9_999
  note('/products/2')
  expect(lines).toEqual([{ path: '/products/1', refused: 1 }])
  now = 10_000
  note('/products/3')
  expect(lines[1]).toEqual({ path: '/products/3', refused: 5_001 })
})
