import type { NextApiRequest, NextApiResponse } from 'next'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const auth = req.cookies.authorization
  if (req.query.remove) res.setHeader('Set-Cookie', 'authorization=; Max-Age=0; Path=/')
  else res.setHeader('Set-Cookie', ['authorization=true; Path=/; HttpOnly', 'theme=dark; Path=/'])
  res.status(200).json({ auth: auth ?? null })
}
