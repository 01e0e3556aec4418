import type { NextApiRequest, NextApiResponse } from 'next'

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  res.setPreviewData({ version: 'v2' }, { maxAge: 60 * 60 })
  res.redirect('/drafts/first')
}
