import type { NextApiRequest, NextApiResponse } from 'next'
import { articlePath } from '@/lib/addresses'
import { fetchArticle } from '@/lib/cms'
import { languageOf, localePath } from '@/lib/languages'
import { isSameSecret } from '@/lib/same-secret'

/** The CMS links here: shows an article as it is, published or not, to whoever knows the secret. */
export default async function draft({ query }: NextApiRequest, response: NextApiResponse) {
  if (!isSameSecret(query.secret, process.env.DRAFT_SECRET))
    return response.status(401).json({ error: 'The secret is wrong.' })
  const language = languageOf(String(query.locale ?? 'en'))
  const article = await fetchArticle(language, String(query.slug ?? ''), true)
  if (article === undefined) return response.status(404).json({ error: `There is no such article in "${language}".` })
  response.setDraftMode({ enable: true })
  // The address is made from what the CMS says, so that nobody can be sent elsewhere.
  response.redirect(307, localePath(language, articlePath(article.slug)))
}
