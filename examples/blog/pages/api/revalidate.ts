import type { NextApiRequest, NextApiResponse } from 'next'
import { pageHref, postHref, tagHref } from '@/lib/links'
import { postOf } from '@/lib/posts'

/** To be called after a post was changed: POST { "secret": "…", "slug": "tide-table" } */
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method !== 'POST') {
    res.setHeader('Allow', 'POST')
    return res.status(405).json({ message: 'Send a POST request.' })
  }
  const { secret, slug } = (req.body ?? {}) as { secret?: unknown; slug?: unknown }
  if (!process.env.REVALIDATE_SECRET || secret !== process.env.REVALIDATE_SECRET)
    return res.status(401).json({ message: 'That is not the secret.' })
  if (typeof slug !== 'string' || !/^[a-z0-9-]+$/.test(slug)) return res.status(400).json({ message: 'Which post?' })

  const tags = (await postOf(slug))?.tags ?? []
  const paths = [postHref(slug), pageHref(1), '/tags', ...tags.map((tag) => tagHref(tag))]
  try {
    await Promise.all(paths.map((path) => res.revalidate(path)))
    res.json({ revalidated: paths })
  } catch (error) {
    // The last good version of each page stays.
    res.status(500).json({ message: error instanceof Error ? error.message : 'It could not be regenerated.' })
  }
}
