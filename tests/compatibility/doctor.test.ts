/** `everfresh doctor`: reads a site and says what becomes of it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { copySite, runCli, type SiteCopy } from '../support/site.ts'

let site: SiteCopy
afterEach(() => site?.remove())

const examine = () => runCli(site.directory, ['doctor', site.directory], { NO_COLOR: '1' })

test('finds nothing that will not work in a site that builds, and builds nothing', async () => {
  site = await copySite('compatibility')
  const { exitCode, output } = await examine()
  expect([exitCode, output]).toEqual([0, expect.stringContaining('✓ 10 pages and 1 API routes')])
  expect(output).toContain('0 will not work, 0 will differ.')
  expect(existsSync(join(site.directory, '.everfresh'))).toBe(false)
})

test('ends with 1, and names file and line, where something will not work', async () => {
  site = await copySite('compatibility', {
    'middleware.js': `export function handle() {}`,
    'pages/photo.js': `import Og from 'next/og'\nexport default () => <Og />`,
  })
  const { exitCode, output } = await examine()
  expect(exitCode).toBe(1)
  expect(output).toContain('✗ middleware.js:1 middleware.js: it must export a function named "middleware"')
  expect(output).toContain('✗ pages/photo.js:1 "next/og" is not supported.')
  expect(output).toContain('2 will not work, 0 will differ.')
})
