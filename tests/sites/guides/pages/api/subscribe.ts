import type { NextApiRequest, NextApiResponse } from 'next'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  try {
    await subscribe(req.body.email)
    res.setHeader('Set-Cookie', `subscriber=${encodeURIComponent(req.body.email)}; Path=/; HttpOnly`)
    res.redirect(303, '/forms/thanks')
  } catch {
    res.status(500).json({ error: 'failed to subscribe' })
  }
}

async function subscribe(email: unknown) {
  if (typeof email !== 'string' || !email.includes('@')) throw new Error('no address')
}
