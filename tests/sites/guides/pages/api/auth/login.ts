import type { NextApiRequest, NextApiResponse } from 'next'
import { encrypt } from '../../../lib/session'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { email, password } = req.body
  if (password !== 'open') return res.status(401).json({ error: 'Invalid credentials.' })
  const name = String(email).split('@')[0]
  res.setHeader('Set-Cookie', `session=${encrypt(name)}; HttpOnly; Max-Age=604800; Path=/`)
  res.status(200).json({ success: true })
}
