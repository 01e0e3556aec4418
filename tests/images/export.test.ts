/** Images of a site that is exported: a static host has no optimizer. */
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../support/site.ts'
import { openImageSite, type ImageSite } from './image-site.ts'

let site: ImageSite
beforeAll(async () => {
  site = await openImageSite()
})
afterAll(() => site?.remove())

test('an exported page shows its images as they are, and they are there', async () => {
  await rm(join(site.directory, 'pages/api'), { recursive: true })
  const { exitCode, output } = await runCli(site.directory, ['export', site.directory], site.env)
  expect([exitCode, output]).toEqual([0, expect.any(String)])
  const html = await readFile(join(site.directory, 'out/index.html'), 'utf8')
  expect(html).not.toContain('/_next/image')
  const [, src] = /src="(\/_next\/static\/media\/photo\.[^"]+)"/.exec(html)!
  expect(existsSync(join(site.directory, 'out', src!))).toBe(true)
  expect(existsSync(join(site.directory, 'out/photo.jpg'))).toBe(true)
})
