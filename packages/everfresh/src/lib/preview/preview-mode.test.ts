import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createPreviewMode } from './preview-mode.ts'

const secrets = {
  previewModeId: '0123456789abcdef'.repeat(2),
  previewModeSigningKey: '11'.repeat(32),
  previewModeEncryptionKey: '22'.repeat(32),
}
let now = 1_800_000_000_000
const mode = createPreviewMode({ secrets, dev: false, now: () => now })

function exchange(cookie?: string) {
  const request = new IncomingMessage(new Socket())
  if (cookie !== undefined) request.headers.cookie = cookie
  return [request, new ServerResponse(request)] as const
}

const setCookies = (response: ServerResponse) => [response.getHeader('set-cookie') ?? []].flat() as string[]
/** What a browser sends back. */
const cookiesOf = (response: ServerResponse) =>
  setCookies(response)
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')

function enabled(data: unknown, options?: Parameters<typeof mode.setData>[2]) {
  const [, response] = exchange()
  mode.setData(response, data, options)
  return response
}

function visit(cookie: string | undefined, of = mode) {
  const [request, response] = exchange(cookie)
  return { visit: of.visitOf(request, response), cleared: setCookies(response), response }
}

const expired = (name: string) =>
  `${name}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=None`

test('sets two cookies that scripts cannot read (B103)', () => {
  const [bypass, data, ...rest] = setCookies(enabled({ draft: 1 }))
  expect(bypass).toBe(`__prerender_bypass=${secrets.previewModeId}; Path=/; HttpOnly; Secure; SameSite=None`)
  expect(data).toMatch(/^__next_preview_data=[\w-]+\.[\w-]+\.[\w-]+; Path=\/; HttpOnly; Secure; SameSite=None$/)
  expect(rest).toEqual([])
})

test('limits them in time and place (B103)', () => {
  for (const cookie of setCookies(enabled({}, { maxAge: 60, path: '/drafts' }))) {
    expect(cookie).toMatch(/; Max-Age=60; Path=\/drafts; HttpOnly; Secure; SameSite=None$/)
  }
})

test('lets cookies go over plain HTTP in development (B103)', () => {
  const [, response] = exchange()
  createPreviewMode({ secrets, dev: true }).setDraft(response, true)
  expect(setCookies(response)).toEqual([`__prerender_bypass=${secrets.previewModeId}; Path=/; HttpOnly; SameSite=Lax`])
})

test('draft mode has one cookie, and no data (B103)', () => {
  const [, response] = exchange()
  mode.setDraft(response, true)
  expect(setCookies(response)).toHaveLength(1)
  expect(visit(cookiesOf(response)).visit).toEqual({ data: {} })
  const [, off] = exchange()
  mode.setDraft(off, false)
  expect(setCookies(off)).toEqual([expired('__prerender_bypass')])
})

test('clears both cookies, once (B103)', () => {
  const [, response] = exchange()
  response.setHeader('Set-Cookie', 'own=1')
  mode.clear(response)
  mode.clear(response)
  expect(setCookies(response)).toEqual(['own=1', expired('__prerender_bypass'), expired('__next_preview_data')])
  mode.clear(response, '/drafts')
  expect(setCookies(response)).toHaveLength(5)
  expect(setCookies(response)[4]).toContain('Path=/drafts')
})

test('refuses data that would not fit into a cookie (B104)', () => {
  expect(() => enabled('x'.repeat(1000))).not.toThrow()
  expect(() => enabled('x'.repeat(2000))).toThrow(
    'Preview data is limited to 2KB currently, reduce how much data you are storing as preview data to continue',
  )
})

test('knows who has the cookies again (B105)', () => {
  const cookies = cookiesOf(enabled({ draft: 1 }))
  expect(visit(`other=1; ${cookies}`)).toMatchObject({ visit: { data: { draft: 1 } }, cleared: [] })
})

test.each([undefined, '', 'other=1', 'x__prerender_bypass_x=1'])('leaves %j alone', (cookies) => {
  expect(visit(cookies)).toMatchObject({ visit: undefined, cleared: [] })
})

const token = () => cookiesOf(enabled({ draft: 1 })).split('__next_preview_data=')[1]!

test.each<[string, () => string]>([
  ['a wrong secret', () => '__prerender_bypass=fedcba9876543210fedcba9876543210'],
  ['a secret cut short', () => `__prerender_bypass=${secrets.previewModeId.slice(0, -1)}`],
  ['no secret', () => '__prerender_bypass='],
  ['data without the secret', () => `__next_preview_data=${token()}`],
  ['data with a wrong secret', () => `__prerender_bypass=x; __next_preview_data=${token()}`],
  ['forged data', () => `__prerender_bypass=${secrets.previewModeId}; __next_preview_data=${token()}x`],
  ['empty data', () => `__prerender_bypass=${secrets.previewModeId}; __next_preview_data=`],
])('takes cookies with %s back, in a response that nobody keeps (B106)', (_name, cookies) => {
  const { visit: seen, cleared, response } = visit(cookies())
  expect(seen).toBeUndefined()
  expect(cleared).toEqual([expired('__prerender_bypass'), expired('__next_preview_data')])
  expect(response.getHeader('cache-control')).toMatch(/^private, .*no-store/)
})

test('takes cookies of another installation back (B106)', () => {
  const other = createPreviewMode({ secrets: { ...secrets, previewModeSigningKey: '33'.repeat(32) }, dev: false })
  expect(visit(cookiesOf(enabled({ draft: 1 })), other)).toMatchObject({ visit: undefined, cleared: { length: 2 } })
})

test('takes cookies back whose age is over, though the browser kept them', () => {
  const cookies = cookiesOf(enabled({ draft: 1 }, { maxAge: 60 }))
  now += 60_000
  expect(visit(cookies)).toMatchObject({ visit: undefined, cleared: { length: 2 } })
})
