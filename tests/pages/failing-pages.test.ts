/** Pages that throw, hang, loop, exit or return nonsense: visitors get the last good version, or a clear 500. */
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visit, visitUntil } from '../support/visitor.ts'
import { isOwn500, openFaultySite, waysToFail, type Does, type FaultySite } from './faulty-site.ts'

let site: FaultySite
beforeAll(async () => {
  site = await openFaultySite({ timeoutSeconds: 1 })
})
afterAll(() => site?.remove())

const shows = (name: string) => ({ status: 200, text: expect.stringContaining(`<h1>${name}</h1>`) })

// Each of these has a page of its own; those that take their thread with them would disturb the others.
describe.concurrent.each(waysToFail.filter((does) => !losesThread(does)))('a page that fails by "%s"', (does) => {
  failing(does)
})
describe.each(waysToFail.filter(losesThread))('a page that fails by "%s"', (does) => {
  failing(does)
})

describe('beside pages that fail', () => {
  test('the log names the path and the reason of each failure (B81)', () => {
    const logs = site.server.logs()
    expect(logs).toContain('/things/kept-throw')
    expect(logs).toContain('The page broke')
    expect(logs).toContain('REGENERATION_TIMED_OUT')
  })

  test('the server is still the same process, and takes memory for none of the pages that hang (fault 32)', async () => {
    const hang = async (round: number) => {
      const ids = Array.from({ length: 60 }, (_, index) => `hang-${round}-${index}`)
      for (const id of ids) site.tell(id, 'hang')
      const answers = await Promise.all(ids.map((id) => site.page(`/things/${id}`)))
      expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 500))
    }
    for (const round of [1, 2, 3]) await hang(round)
    const before = await residentMegabytes(site.server.pid)
    for (const round of [4, 5, 6, 7, 8, 9]) await hang(round)
    expect((await residentMegabytes(site.server.pid)) - before).toBeLessThan(40)
    const { engine } = JSON.parse((await visit(`${site.server.url}/_everfresh/health`)).text)
    expect(engine).toMatchObject({ rendersUnderWay: 0, rendersQueued: 0 })
    await expect.poll(() => site.server.logs(), { timeout: 10_000 }).toContain('Pages of /things/[id] keep failing')
  })
})

describe('backoff', () => {
  test('a page that keeps failing is tried ever less often, however often it is visited (B82, fault 30)', async () => {
    site.mend('backoff', 'Last good', 1)
    await site.page('/things/backoff')
    site.tell('backoff', 'throw')
    await setTimeout(1050)
    site.source.forget()
    const until = Date.now() + 4000
    while (Date.now() < until) {
      expect(await site.page('/things/backoff')).toMatchObject({ ...shows('Last good'), cache: 'STALE' })
      await setTimeout(10)
    }
    // At once, then after 0.5, 1 and 2 seconds, each up to a fifth less.
    const attempts = site.source.requests('/things/backoff')
    expect(attempts).toBeGreaterThanOrEqual(3)
    expect(attempts).toBeLessThanOrEqual(4)

    // Whoever asks for it does not have to wait.
    site.mend('backoff', 'Mended', 1)
    expect((await site.revalidate('/things/backoff')).status).toBe(200)
    expect(await site.page('/things/backoff')).toMatchObject(shows('Mended'))
  })
})

function losesThread(does: Does): boolean {
  return ['loop', 'exit', 'throw-late', 'reject-late'].includes(does)
}

function failing(does: Does): void {
  const cold = `cold-${does}`
  const kept = `kept-${does}`

  test('is answered with the custom 500 page when there is no version of it, and tried again by the next visit (B84, fault 31)', async () => {
    site.tell(cold, does)
    isOwn500(await site.page(`/things/${cold}`))
    expect((await site.data(`/things/${cold}`)).status).toBe(500)
    site.mend(cold, 'Mended')
    // Where the page took its thread with it, the next one has to start first.
    const mended = await visitUntil(`${site.server.url}/things/${cold}`, ({ status }) => status === 200, isOwn500)
    expect(mended).toMatchObject({ ...shows('Mended'), cache: 'MISS' })
  })

  test('goes on being served as it was last (B81, B88, fault 30)', async () => {
    site.mend(kept, 'Good', 1)
    await visitUntil(`${site.server.url}/things/${kept}`, ({ status }) => status === 200)
    site.tell(kept, does)
    await setTimeout(1100)
    expect(await site.page(`/things/${kept}`)).toMatchObject({ ...shows('Good'), cache: 'STALE' })
    const refused = await site.revalidate(`/things/${kept}`)
    expect(refused.status).toBe(500)
    expect(JSON.parse(refused.text)).toEqual({
      message: `Failed to revalidate /things/${kept}: Invalid response 500`,
    })
    expect(await site.page(`/things/${kept}`)).toMatchObject(shows('Good'))

    site.mend(kept, 'Better', 1)
    await visitUntil(
      `${site.server.url}/things/${kept}`,
      ({ text }) => text.includes('Better'),
      (seen) => expect(seen).toMatchObject(shows('Good')),
    )
  })
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}
