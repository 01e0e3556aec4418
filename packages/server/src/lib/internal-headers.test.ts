/** Headers that mean something inside never come from outside. */
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { stripInternalHeaders } from './internal-headers.ts'

function requestWith(headers: readonly [string, string][]): IncomingMessage {
  const request = new IncomingMessage(new Socket())
  request.rawHeaders = headers.flat()
  request.headers = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return request
}

describe('stripInternalHeaders', () => {
  it('removes them in every spelling and form (reliability 53)', () => {
    const names = [
      ...['X-Prerender-Revalidate', 'x-prerender-revalidate-if-generated', 'x-nextjs-data', 'X-MATCHED-PATH'],
      ...['x-middleware-subrequest', 'x-middleware-set-cookie', 'x-invoke-path', 'x-now-route-matches', 'next-resume'],
      'x-nextjs-rewrite',
    ]
    const request = requestWith([['Host', 'a'], ...names.map((name): [string, string] => [name, '1'])])
    stripInternalHeaders(request)
    expect(request.headers).toEqual({ host: 'a' })
    expect(request.rawHeaders).toEqual(['Host', 'a'])
  })

  it('leaves everything else alone', () => {
    const request = requestWith([
      ['X-Forwarded-For', '1.2.3.4'],
      ['Cookie', 'a=b'],
    ])
    const { rawHeaders } = request
    stripInternalHeaders(request)
    expect(request.headers).toEqual({ 'x-forwarded-for': '1.2.3.4', cookie: 'a=b' })
    expect(request.rawHeaders).toBe(rawHeaders)
  })
})
