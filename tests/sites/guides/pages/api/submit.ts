import type { NextApiRequest, NextApiResponse } from 'next'

type ResponseData = { id: string } | { message: string }

export default function handler(req: NextApiRequest, res: NextApiResponse<ResponseData>) {
  if (req.method !== 'POST') {
    res.setHeader('Allow', 'POST')
    return res.status(405).json({ message: 'Use POST' })
  }
  const { title } = req.body
  if (typeof title !== 'string' || title.trim() === '') {
    return res.status(400).json({ message: 'A title is required' })
  }
  res.status(200).json({ id: title.trim().toLowerCase() })
}
