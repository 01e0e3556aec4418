import type { NextApiRequest, NextApiResponse } from 'next'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.query.secret !== 'MY_SECRET_TOKEN' || !req.query.slug) {
    return res.status(401).json({ message: 'Invalid token' })
  }
  const post = await fetch(`${process.env.SOURCE}/drafts/${req.query.slug}`)
  if (!post.ok) return res.status(401).json({ message: 'Invalid slug' })
  res.setDraftMode({ enable: true })
  res.redirect(`/drafts/${req.query.slug}`)
}
