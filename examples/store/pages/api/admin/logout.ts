/** Ends the session of the admin page. */
import type { NextApiRequest, NextApiResponse } from 'next'
import { sessionHeader } from '../../../data/session.ts'

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return response.status(405).json({ error: 'Send a POST.' })
  }
  response.setHeader('Set-Cookie', sessionHeader(undefined))
  return response.redirect(303, '/admin')
}
