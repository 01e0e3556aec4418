/** Exchanges the admin password for a cookie. */
import type { NextApiRequest, NextApiResponse } from 'next'
import { adminPassword } from '../../../data/secrets.js'
import { createSession, sessionHeader } from '../../../data/session.ts'
import { isSameSecret } from '../../../data/signature.js'

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return response.status(405).json({ error: 'Send a POST.' })
  }
  const { password } = (request.body ?? {}) as { password?: unknown }
  if (typeof password !== 'string' || !isSameSecret(password, adminPassword())) {
    return response.redirect(303, '/admin?problem=password')
  }
  response.setHeader('Set-Cookie', sessionHeader(createSession(adminPassword())))
  return response.redirect(303, '/admin')
}
