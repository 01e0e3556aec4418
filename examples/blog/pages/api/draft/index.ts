import type { NextApiRequest, NextApiResponse } from 'next'
import { postHref } from '@/lib/links'
import { postOf } from '@/lib/posts'

/** Shows drafts to whoever knows the secret: /api/draft?secret=…&slug=the-green-flash */
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const secret = process.env.DRAFT_SECRET
  if (!secret || req.query.secret !== secret) return res.status(401).json({ message: 'That is not the secret.' })
  const post = typeof req.query.slug === 'string' ? await postOf(req.query.slug, { drafts: true }) : undefined
  if (post === undefined) return res.status(404).json({ message: 'There is no such post.' })
  res.setDraftMode({ enable: true })
  res.redirect(postHref(post.slug))
}
