import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ask, log, post, send, serve } from './testing/serve-route.ts'
import type { Handler } from './testing/serve-route.ts'

describe('an API route that fails', () => {
  const failing: Handler = () => {
    throw new Error('secret')
  }

  it('is answered with 500, and logged', async () => {
    const answer = await ask(failing)
    expect(answer).toMatchObject({ status: 500, body: 'Internal Server Error' })
    expect(log.error).toHaveBeenCalledExactlyOnceWith('The API route /api/test failed:', expect.any(Error))
  })

  it('shows its error in development only', async () => {
    expect((await ask(failing, {}, { dev: true })).body).toContain('secret')
  })

  it.each<[string, Handler]>([
    ['rejects', () => Promise.reject(new Error('x'))],
    ['throws no error', () => Promise.reject(undefined)],
    ['sends what is no JSON', (_request, response) => response.json({ n: 1n })],
    ['sets headers first', (_request, response) => Promise.reject(response.setHeader('cache-control', 'public'))],
  ])('that %s is answered with 500', async (_name, handler) => {
    const answer = await ask(handler)
    expect(answer).toMatchObject({ status: 500, body: 'Internal Server Error' })
    expect(answer.headers).not.toHaveProperty('cache-control')
  })

  it.each([undefined, {}, 'text'])('has to have a function as its default export, not %j', async (value) => {
    expect(await send(await serve(value))).toMatchObject({ status: 500 })
    expect(String(log.error.mock.calls[0]?.[1])).toContain(
      'The API route /api/test has no function as its default export',
    )
  })

  it.each([{ config: { runtime: 'edge' } }, { runtime: 'experimental-edge' }])(
    'has to be written for Node.js, not for %j',
    async (asked) => {
      const module = { ...asked, default: () => new Response('edge') }
      expect(await send(await serve(undefined, { module }))).toMatchObject({ status: 500 })
      expect(String(log.error.mock.calls[0]?.[1])).toContain('Remove "runtime", and write: export default function')
    },
  )

  it('breaks the response off when it has begun', async () => {
    const handler: Handler = (_request, response) => {
      response.write('a')
      throw new Error('late')
    }
    await expect(ask(handler)).rejects.toThrow(/aborted|hang up/)
  })
})

describe('an API route', () => {
  it('may be a CommonJS module, with its config on the function', async () => {
    const handler = Object.assign(
      (async (request, response) => response.json({ body: request.body ?? null })) as Handler,
      {
        config: { api: { bodyParser: false } },
      },
    )
    const answer = await send(await serve(handler), post('application/json', '{"a":1}'))
    expect(answer.body).toBe('{"body":null}')
  })

  it('answers HEAD with the headers of its body', async () => {
    const answer = await ask((_request, response) => response.status(201).json({ a: 1 }), { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 201, body: '', headers: { 'content-length': '7' } })
    expect(answer.headers.etag).toMatch(/^"/)
  })

  it('answers OPTIONS as it likes', async () => {
    const handler: Handler = (_request, response) => response.setHeader('Allow', 'GET, OPTIONS').writeHead(204).end()
    expect(await ask(handler, { method: 'OPTIONS' })).toMatchObject({ status: 204, headers: { allow: 'GET, OPTIONS' } })
  })

  it('streams: each event is sent when it is written, also to who accepts compression', async () => {
    let finish = () => {}
    const isRead = new Promise<void>((resolve) => (finish = resolve))
    const port = await serve(async (_request: unknown, response: ServerResponse) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('data: 1\n\n')
      await isRead
      response.end('data: 2\n\n')
    })
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'accept-encoding': 'gzip' } })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect(await reader.read()).toMatchObject({ value: 'data: 1\n\n' })
    finish()
    expect(await reader.read()).toMatchObject({ value: 'data: 2\n\n' })
    expect(response.headers.get('content-encoding')).toBeNull()
  })

  it.each([
    [7, '7'],
    [false, 'false'],
    [[1], '[1]'],
    [undefined, ''],
    [null, ''],
  ])('sends %j as JSON, and nothing as nothing', async (value, body) => {
    expect((await ask((_request, response) => response.send(value))).body).toBe(body)
  })
})

describe('an API route in development', () => {
  const answerLater: Handler = (_request, response) => {
    setImmediate(() => response.end())
  }
  const noAnswer = 'API resolved without sending a response for /api/test, this may result in stalled requests.'

  it('is warned of when it resolves without an answer', async () => {
    await ask(answerLater, {}, { dev: true })
    expect(log.warn).toHaveBeenCalledExactlyOnceWith(noAnswer)
  })

  it('is not when something else answers, a stream does, or in production', async () => {
    await ask(answerLater, {}, { dev: true, config: { api: { externalResolver: true } } })
    await ask((_request, response) => response.send(Readable.from(['a'])), {}, { dev: true })
    await ask((_request, response) => response.json({}), {}, { dev: true })
    await ask(answerLater)
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('is warned of when it returns a value', async () => {
    await ask((_request, response) => (response.json({}), 'value'), {}, { dev: true })
    expect(log.warn).toHaveBeenCalledExactlyOnceWith('API handler should not return a value, received string.')
  })
})

describe('a large response', () => {
  const message = (limit: string | number) =>
    `API response for /api/test exceeds ${limit}. API Routes are meant to respond quickly.`

  it('is sent, with a warning above 4 MB', async () => {
    const { body } = await ask((_request, response) => response.send('x'.repeat(2 ** 22 + 1)))
    expect(body).toHaveLength(2 ** 22 + 1)
    expect(log.warn).toHaveBeenCalledExactlyOnceWith(message('4MB'))
  })

  it('goes by the limit of the route', async () => {
    const write: Handler = (_request, response) => {
      for (const part of ['123', '456', '789']) response.write(part)
      response.end()
    }
    await ask(write, {}, { config: { api: { responseLimit: '5b' } } })
    expect(log.warn).toHaveBeenCalledExactlyOnceWith(message('5b'))
    await ask(write, {}, { config: { api: { responseLimit: 9 } } })
    await ask(
      (_request, response) => response.send('x'.repeat(2 ** 22 + 1)),
      {},
      { config: { api: { responseLimit: false } } },
    )
    expect(log.warn).toHaveBeenCalledOnce()
  })
})
