import type { NextApiRequest, NextApiResponse } from 'next'

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  res.redirect(303, `/form?q=${encodeURIComponent(`thanks, ${req.body.email}`)}`)
}
