/** Answers the pictures of the products. */
import type { NextApiRequest, NextApiResponse } from 'next'
import { paintPicture } from '../../../art/picture.ts'

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  const picture = paintPicture(String(request.query.name))
  if (picture === undefined) {
    response.status(404).json({ error: 'There is no such picture.' })
    return
  }
  response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8')
  response.setHeader('Cache-Control', 'public, max-age=86400, stale-while-revalidate=604800')
  // A picture is opened as a document of its own at times; it needs nothing from anywhere.
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  response.status(200).send(picture)
}
