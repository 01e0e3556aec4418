/** Answers of the server's own, for whatever no page of the site can say. Nobody keeps them. */
import { STATUS_CODES } from 'node:http'
import type { ServerResponse } from 'node:http'
import { privateCacheControl } from './cache-control.ts'
import { send, type HeaderList } from './exchange.ts'

const advice: Readonly<Record<number, string>> = {
  400: 'The address is not valid.',
  404: 'This page could not be found.',
  414: 'The address is too long.',
  500: 'Something went wrong on our side.',
  503: 'Too much is going on at the moment. Please try again in a few seconds.',
}

/** A page of two lines, e.g. "400: Bad Request" (B89). */
export function sendSmallPage(response: ServerResponse, status: number, headers: HeaderList = []): void {
  const title = `${status}: ${STATUS_CODES[status]}`
  const body = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="font-family:system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem">
<h1>${title}</h1><p>${advice[status] ?? ''}</p>
</body>
</html>
`
  sendText(response, status, body, ['Content-Type', 'text/html; charset=utf-8', ...headers])
}

/** The reason phrase as plain text: for machines, e.g. "Method Not Allowed" (B44). */
export function sendPlain(response: ServerResponse, status: number, headers: HeaderList = []): void {
  sendText(response, status, STATUS_CODES[status] ?? '', ['Content-Type', 'text/plain; charset=utf-8', ...headers])
}

function sendText(response: ServerResponse, status: number, body: string, headers: HeaderList): void {
  const own = ['Cache-Control', privateCacheControl, 'Content-Length', Buffer.byteLength(body)]
  send(response, status, [...own, ...headers], body)
}
