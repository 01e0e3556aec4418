import { readFile } from 'node:fs/promises'

/** Draws what is in public/, and tells which cookies came along. */
export default async function picture(request, response) {
  response.setHeader('x-cookies', request.headers.cookie ?? 'none')
  if (request.headers.cookie !== undefined) return response.status(500).end()
  response.setHeader('Content-Type', 'image/jpeg')
  response.send(await readFile('public/photo.jpg'))
}
