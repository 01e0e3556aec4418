import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { answerIn, BareVisitor } from './bare-visitor.ts'

describe('a visitor on bare sockets', () => {
  const closing: (() => void)[] = []
  afterEach(() => closing.splice(0).forEach((close) => close()))

  async function visitorOf(answer: RequestListener) {
    let connections = 0
    const server = createServer(answer).on('connection', () => connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const visitor = new BareVisitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    closing.push(
      () => visitor.close(),
      () => server.close(),
    )
    return { visitor, connections: () => connections }
  }

  it('reads bodies with a length and in chunks, over one connection', async () => {
    const text = 'ä'.repeat(100_000)
    const { visitor, connections } = await visitorOf(({ url }, response) => {
      if (url === '/length') return response.end(text)
      response.write(text.slice(0, 10))
      return response.end(text.slice(10))
    })
    expect(await visitor.ask('/length')).toBe(text)
    expect(await visitor.ask('/chunks')).toBe(text)
    expect(connections()).toBe(1)
  })

  it('takes as many connections as it asks questions at once', async () => {
    const { visitor, connections } = await visitorOf(({ url }, response) => setImmediate(() => response.end(url)))
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`)
    expect(await Promise.all(paths.map((path) => visitor.ask(path)))).toEqual(paths)
    expect(connections()).toBe(20)
  })

  it('throws for any other answer than 200, and where none comes', async () => {
    const { visitor } = await visitorOf(({ url, socket }, response) => {
      if (url === '/gone') return socket.destroy()
      response.statusCode = 500
      return response.end('broken')
    })
    await expect(visitor.ask('/')).rejects.toThrow('the answer was 500: broken')
    await expect(visitor.ask('/gone')).rejects.toThrow()
  })

  it('waits for the rest of an answer, wherever it is cut', () => {
    const whole = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n')
    for (let end = 0; end < whole.length; end++) expect(answerIn(whole.subarray(0, end))).toBeUndefined()
    expect(answerIn(whole)).toEqual({ status: 200, body: 'abc', isLast: false })
  })
})
