import type { NextApiRequest, NextApiResponse } from 'next'

/** Back to what everybody sees. */
export default function handler(_req: NextApiRequest, res: NextApiResponse) {
  res.setDraftMode({ enable: false })
  res.redirect('/')
}
