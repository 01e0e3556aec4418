import { Readable } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { ask, log, send, serve } from './testing/serve-route.ts'
import type { Handler } from './testing/serve-route.ts'
import type { NextApiRequest, NextApiResponse } from './types.ts'

describe('the response of an API route', () => {
  it('has a status and headers that can be chained', async () => {
    const handler: Handler = (_request, response) => response.status(201).setHeader('x-a', '1').end('made')
    expect(await ask(handler)).toMatchObject({ status: 201, headers: { 'x-a': '1' }, body: 'made' })
  })

  it.each<[string, unknown, string | undefined, string]>([
    ['text', 'plain ü', undefined, 'plain ü'],
    ['an object', { a: 'ü' }, 'application/json; charset=utf-8', '{"a":"ü"}'],
    ['an array', [1], 'application/json; charset=utf-8', '[1]'],
    ['a number', 7, 'application/json; charset=utf-8', '7'],
    ['a boolean', false, 'application/json; charset=utf-8', 'false'],
    ['bytes', Buffer.from('bytes'), 'application/octet-stream', 'bytes'],
    ['other bytes', new TextEncoder().encode('bytes'), 'application/octet-stream', 'bytes'],
    ['null', null, undefined, ''],
    ['nothing', undefined, undefined, ''],
  ])('sends %s', async (_name, value, type, body) => {
    const answer = await ask((_request, response) => response.send(value))
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.headers['content-type']).toBe(type)
    expect(Number(answer.headers['content-length'] ?? 0)).toBe(Buffer.byteLength(body))
  })

  it('sends streams', async () => {
    const answer = await ask((_request, response) => response.send(Readable.from(['a', 'b'])))
    expect(answer).toMatchObject({ body: 'ab', headers: { 'content-type': 'application/octet-stream' } })
  })

  it('breaks off when a stream fails half-way', async () => {
    const failing = async function* () {
      yield 'a'
      throw new Error('disk')
    }
    await expect(ask((_request, response) => response.send(Readable.from(failing())))).rejects.toThrow('aborted')
  })

  it.each([204, 304])('sends no body with status %i', async (status) => {
    const answer = await ask((_request, response) => response.status(status).json({ a: 1 }))
    expect(answer).toMatchObject({ status, body: '' })
    expect(answer.headers).not.toHaveProperty('content-type')
  })

  it('leaves a content type alone', async () => {
    const answer = await ask((_request, response) =>
      response.setHeader('content-type', 'text/csv').send(Buffer.from('a')),
    )
    expect(answer.headers['content-type']).toBe('text/csv')
    const json = await ask((_request, response) => response.json({}))
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  it('has an ETag, and answers 304 to who has that version (B41, B42)', async () => {
    const port = await serve((_request: NextApiRequest, response: NextApiResponse) => response.json({ a: 1 }))
    const first = await send(port)
    const etag = first.headers.etag ?? ''
    expect(etag).toMatch(/^".+"$/)
    const headers = { 'if-none-match': etag }
    expect(await send(port, { headers })).toMatchObject({ status: 304, body: '', headers: { etag } })
    expect(await send(port, { method: 'HEAD', headers })).toMatchObject({ status: 304 })
    expect(await send(port, { method: 'POST', headers })).toMatchObject({ status: 200, body: '{"a":1}' })
    expect(await send(port, { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '7', etag },
    })
  })

  it('has no ETag when the site wants none', async () => {
    const answer = await ask((_request, response) => response.json({}), {}, { bodies: undefined })
    expect(answer.headers).not.toHaveProperty('etag')
  })

  it('redirects', async () => {
    expect(await ask((_request, response) => response.redirect('/new'))).toMatchObject({
      status: 307,
      headers: { location: '/new' },
      body: '/new',
    })
    expect(await ask((_request, response) => response.redirect(301, 'https://elsewhere.example/ü'))).toMatchObject({
      status: 301,
      headers: { location: 'https://elsewhere.example/%C3%BC' },
    })
  })

  it('lets no line break into a redirect', async () => {
    const { headers } = await ask(({ query }, response) => response.redirect(String(query['to'])), {
      path: '/api/test?to=%2Fa%0D%0Aset-cookie:%20x=1',
    })
    expect(headers).toMatchObject({ location: '/a%0D%0Aset-cookie:%20x=1' })
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it('rejects redirects to nowhere', async () => {
    expect(await ask((_request, response) => response.redirect(307, undefined as never))).toMatchObject({ status: 500 })
    expect(String(log.error.mock.calls[0]?.[1])).toContain('Invalid redirect arguments.')
  })

  it.each(['revalidate', 'unstable_revalidate'] as const)('has an unbound %s (B109, B119)', async (name) => {
    const revalidate = vi.fn(async () => {})
    const handler: Handler = async (_request, response) => {
      await Promise.all(['/a', '/b'].map(response[name]))
      response.json({ revalidated: true })
    }
    expect(await ask(handler, {}, { revalidate })).toMatchObject({ body: '{"revalidated":true}' })
    expect(revalidate.mock.calls.map((call: unknown[]) => call[0])).toEqual(['/a', '/b'])
  })
})

describe('what is sent', () => {
  const long = { text: 'long '.repeat(500) }

  it('is compressed for who accepts it (B46)', async () => {
    const headers = { 'accept-encoding': 'gzip' }
    const answer = await ask((_request, response) => response.json(long), { headers })
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(Number(answer.headers['content-length'])).toBeLessThan(200)
  })

  it('counts as large as it is before it is compressed', async () => {
    const handler: Handler = (_request, response) => response.json(long)
    const config = { api: { responseLimit: 1000 } }
    await ask(handler, { headers: { 'accept-encoding': 'gzip' } }, { config })
    expect(log.warn.mock.calls).toEqual([[expect.stringContaining('exceeds 1000')]])
    vi.clearAllMocks()
    await ask(handler, { headers: { 'accept-encoding': 'gzip' } }, { config: { api: { responseLimit: 2600 } } })
    expect(log.warn).not.toHaveBeenCalled()
  })
})

describe('preview', () => {
  const cookies = (setCookie: readonly string[] | undefined) =>
    (setCookie ?? []).map((one) => one.split(';')[0]).join('; ')
  const tell: Handler = ({ preview, draftMode, previewData }, response) =>
    response.json({ preview, draftMode, previewData })

  it('begins with two cookies, and the route knows its visitor again (B103, B105)', async () => {
    const begun = await ask((_request, response) => response.setPreviewData({ draft: 7 }, { maxAge: 60 }).end('on'))
    expect(begun.body).toBe('on')
    expect(begun.headers['set-cookie']).toHaveLength(2)
    const headers = { cookie: cookies(begun.headers['set-cookie']) }
    const { body } = await ask(tell, { headers })
    expect(JSON.parse(body)).toEqual({ preview: true, draftMode: true, previewData: { draft: 7 } })
  })

  it('of drafts begins and ends with one cookie (B103)', async () => {
    const on = await ask((_request, response) => response.setDraftMode({ enable: true }).redirect('/'))
    expect(on).toMatchObject({
      status: 307,
      headers: { 'set-cookie': [expect.stringContaining('__prerender_bypass=0')] },
    })
    const { body } = await ask(tell, { headers: { cookie: cookies(on.headers['set-cookie']) } })
    expect(JSON.parse(body)).toEqual({ preview: true, draftMode: true, previewData: {} })
    const off = await ask((_request, response) => response.setDraftMode({ enable: false }).end())
    expect(off.headers['set-cookie']).toEqual([expect.stringContaining('Expires=Thu, 01 Jan 1970')])
  })

  it('ends for who asks so, wherever it was (B103)', async () => {
    const answer = await ask((_request, response) => response.clearPreviewData({ path: '/drafts' }).end())
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__prerender_bypass=; Path=\/drafts; Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^__next_preview_data=; Path=\/drafts; Expires=Thu, 01 Jan 1970/),
    ])
  })

  it('with more data than a cookie holds is an error (B104)', async () => {
    const answer = await ask((_request, response) => response.setPreviewData('x'.repeat(3000)).end())
    expect(answer).toMatchObject({ status: 500 })
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(log.error.mock.calls[0]?.[1]).toMatchObject({ message: expect.stringContaining('limited to 2KB') })
  })

  it('is not there for who has no cookies, or others', async () => {
    expect(JSON.parse((await ask(tell)).body)).toEqual({ previewData: false })
    const forged = await ask(tell, { headers: { cookie: '__prerender_bypass=forged' } })
    expect(JSON.parse(forged.body)).toEqual({ previewData: false })
    expect(forged.headers['set-cookie']).toHaveLength(2)
  })
})
