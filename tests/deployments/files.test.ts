/** Files beside pages: compressed ahead, taken into the deployment with what links lead to, and hiding nothing. */
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite, copySite, runCli, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

let site: SiteCopy
let server: RunningSite

beforeAll(async () => {
  site = await copySite('plain', { 'public/about.txt': 'about' })
  await symlink('about.txt', join(site.directory, 'public/link.txt'))
  await buildSite(site.directory)
  server = await startSite(site.directory)
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

test('scripts are sent as brotli or gzip, as they were compressed by the build, and kept for ever (B30)', async () => {
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec((await visit(server.url)).text)?.[1]
  const ask = (encoding: string) => visit(server.url + script!, { headers: { 'accept-encoding': encoding } })
  const [plain, gzip, br] = await Promise.all([ask('identity'), ask('gzip'), ask('gzip, br')])
  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
  expect(br.headers).toMatchObject({
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': expect.stringContaining('javascript'),
  })
  expect(gunzipSync(gzip.bytes)).toEqual(plain.bytes)
  expect(brotliDecompressSync(br.bytes)).toEqual(plain.bytes)
  expect(new Set([plain, gzip, br].map(({ headers }) => headers.etag)).size).toBe(3)
  const again = { 'accept-encoding': 'br', 'if-none-match': br.headers.etag! }
  expect((await visit(server.url + script!, { headers: again })).status).toBe(304)
})

test('a link inside of public/ is the file that it leads to', async () => {
  expect(await visit(`${server.url}/link.txt`)).toMatchObject({ status: 200, text: 'about' })
})

test('a file that would hide a page stops the build', async () => {
  await site.write('pages/about.js', 'export default () => null')
  await site.write('public/about', 'hides it')
  const { exitCode, output } = await runCli(site.directory, ['build', site.directory])
  expect(exitCode).toBe(1)
  expect(output).toContain('public/about and pages/about.js are both "/about". Rename or remove one of them.')
  expect(output).toContain('CONFLICTING_PATHS')
})
