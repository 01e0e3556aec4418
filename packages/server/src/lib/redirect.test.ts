/** Redirects say where to go in every way that clients know, and nothing else. */
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { sendRedirect } from './redirect.ts'
import { listen } from './server.ts'
import { send, type Answer } from './testing/http-client.ts'

const http = createServer()
afterEach(() => {
  http.closeAllConnections()
  http.close()
  http.removeAllListeners('request')
})

async function answerOf(status: number, location: string): Promise<Answer> {
  http.on('request', (_, response) => sendRedirect(response, status, location, ['Cache-Control', 'no-store']))
  return send(await listen(http, 0, '127.0.0.1'), '/')
}

describe('sendRedirect', () => {
  it('has the destination as its body, never as HTML (B76)', async () => {
    const answer = await answerOf(307, '/b?<script>alert(1)</script>')
    expect(answer).toMatchObject({ status: 307, text: '/b?<script>alert(1)</script>' })
    expect(answer.headers).toMatchObject({
      ...{ location: '/b?<script>alert(1)</script>', 'cache-control': 'no-store' },
      'content-type': 'text/plain; charset=utf-8',
    })
    expect(answer.headers).not.toHaveProperty('refresh')
  })

  it('adds Refresh to 308 (B76)', async () => {
    expect((await answerOf(308, 'https://other.example/x')).headers.refresh).toBe('0;url=https://other.example/x')
  })

  it('percent-encodes what a header cannot hold', async () => {
    expect((await answerOf(302, '/a b\r\nX: 1/é')).headers.location).toBe('/a%20b%0D%0AX:%201/%C3%A9')
  })
})
