/** Instances follow the active deployment at once, and keep what they write where the store is. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startSite, type RunningSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { openLastingSite, revalidate, switchedTo, type LastingSite } from './lasting-site.ts'

let site: LastingSite
let server: RunningSite | undefined
afterEach(async () => {
  await server?.stop()
  await site.remove()
})

test('a slow render of an earlier deployment does not hold up the next activations, and is finished by whoever is active', async () => {
  site = await openLastingSite()
  await site.deploy('one')
  await site.deploy('two')
  server = await startSite(site.directory, { env: site.env })
  site.source.set('/magazine', { title: 'Second edition' })
  const release = site.source.hold('/magazine')
  site.source.forget()
  const revalidated = revalidate(server, '/magazine')
  await site.source.asked('/magazine', 1)

  const startedAt = Date.now()
  for (const id of ['one', 'two', 'one']) {
    await site.rollback(id)
    await switchedTo(server, id)
  }
  // Each command takes about a second; waiting for the render would have taken ten.
  expect(Date.now() - startedAt).toBeLessThan(9_000)
  release()
  expect((await revalidated).status).toBe(200)
  expect((await visit(`${server.url}/magazine`)).text).toContain('Second edition')
})

test('nothing is written beside the store, and a store that was deleted is filled again', async () => {
  site = await openLastingSite()
  const store = join(site.directory, 'elsewhere')
  await site.deploy('one')
  const config = `export default { store: { type: 'lmdb', directory: ${JSON.stringify(store)} } }`
  await site.write('everfresh.config.js', config)
  for (const round of [1, 2]) {
    server = await startSite(site.directory, { env: site.env })
    expect(await visit(`${server.url}/magazine`), `round ${round}`).toMatchObject({ status: 200, cache: 'HIT' })
    await server.stop()
    expect(existsSync(join(site.directory, '.everfresh/pages'))).toBe(false)
    await rm(store, { recursive: true })
  }
})
