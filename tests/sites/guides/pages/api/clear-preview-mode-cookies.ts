import type { NextApiRequest, NextApiResponse } from 'next'

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  res.clearPreviewData({})
  res.redirect('/drafts/first')
}
