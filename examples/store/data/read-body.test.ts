import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readBody } from './read-body.ts'

describe('readBody', () => {
  it('joins the pieces to the byte', async () => {
    const body = await readBody(Readable.from([Buffer.from([0xc3]), Buffer.from([0xa9, 0])]), 3)
    expect(body).toEqual(Buffer.from([0xc3, 0xa9, 0]))
  })

  it('stops reading a body that is too long', async () => {
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1000, ++sent)
      })(),
      { highWaterMark: 1 },
    )
    expect(await readBody(endless, 4096)).toBeUndefined()
    expect(sent).toBeLessThan(20)
  })
})
