/** Code that never gives its thread back, or takes it along, in a site that lets a page take ten seconds. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOwn500, openFaultySite, type FaultySite } from './faulty-site.ts'

let site: FaultySite
beforeAll(async () => {
  site = await openFaultySite({ timeoutSeconds: 10 })
})
afterAll(() => site?.remove())

test('other pages are generated while one is in an endless loop, and that one ends with its time (fault 33)', async () => {
  site.tell('endless', 'loop')
  let isLooping = true
  const looping = site.page('/things/endless').finally(() => (isLooping = false))
  while (!site.server.logs().includes('looping in endless')) await setTimeout(20)
  for (const id of ['a', 'b', 'c']) {
    site.mend(`beside-${id}`, 'Beside')
    expect(await site.page(`/things/beside-${id}`)).toMatchObject({
      status: 200,
      text: expect.stringContaining('<h1>Beside</h1>'),
    })
  }
  expect(isLooping, site.server.logs()).toBe(true)
  isOwn500(await looping)
  // Given up by the clock, and not because somebody else waited.
  await expect
    .poll(() => site.server.logs(), { timeout: 10_000 })
    .toContain('"/things/endless\\" was abandoned after 10000 ms')
  site.mend('after', 'After')
  expect((await site.page('/things/after')).status).toBe(200)
})

test('a page that ends its process gets a 500, and the log says where to look (fault 36)', async () => {
  site.tell('exits', 'exit')
  isOwn500(await site.page('/things/exits'))
  await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain('Look for process.exit')
  site.mend('exits', 'Stays')
  expect((await site.page('/things/exits')).status).toBe(200)
})
