import { describe, expect, test } from 'vitest'
import { marksOf } from './builders.ts'
import { watchGenerating } from './generating.ts'

function secondsOf(marks: Parameters<typeof watchGenerating>[0], lines: Readonly<Record<number, string>>) {
  let now = 0
  const watch = watchGenerating(marks, () => now)
  for (const [ms, text] of Object.entries(lines)) {
    now = Number(ms)
    watch.printed(text)
  }
  return watch.seconds
}

describe('how long pages are generated', () => {
  test('is told by the first and the last line of progress of Everfresh', () => {
    const lines = {
      700: '○ Compiling …\n',
      2000: '○ Generating 103 pages …\n',
      4000: '  50/103 pages · 25',
      4001: ' pages/s\n',
    }
    expect(
      secondsOf(marksOf.everfresh, { ...lines, 6000: '  103/103 pages · 26 pages/s · 0 s left\n', 7000: '✓ Built' }),
    ).toBe(4)
    expect(secondsOf(marksOf.everfresh, lines)).toBeUndefined()
  })

  test('is told by Next.js', () => {
    const lines = {
      4000: '  Collecting page data using 1 worker ...\n',
      5000: '  Generating static pages using 1 worker (0/103) ...\n',
      6000: '  Generating static pages using 1 worker (25/103) \n',
      9000: '✓ Generating static pages using 1 worker (103/103) in 4.0s\n',
      19000: 'Route (pages)\n',
    }
    expect(secondsOf(marksOf.next, lines)).toBe(4)
  })
})
