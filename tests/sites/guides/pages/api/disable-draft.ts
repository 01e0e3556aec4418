import type { NextApiRequest, NextApiResponse } from 'next'

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  res.setDraftMode({ enable: false })
  res.end('Draft mode is off')
}
