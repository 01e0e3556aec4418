import { expect, test } from 'vitest'
import { loadsAhead } from './loads-ahead.ts'

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0'

test.each([
  [{ userAgent }, true],
  [{ userAgent, connection: { saveData: false, effectiveType: '4g' } }, true],
  [{ userAgent, connection: { saveData: true } }, false],
  [{ userAgent, connection: { effectiveType: 'slow-2g' } }, false],
  [{ userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, false],
])('pages are loaded ahead where that serves the visitor (B170): %j', (navigator, expected) => {
  expect(loadsAhead(navigator)).toBe(expected)
})
