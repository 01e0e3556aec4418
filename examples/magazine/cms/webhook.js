/** Tells the site what has changed. */
import { randomUUID } from 'node:crypto'
import { sectionSlugs } from './content/library.js'
import { sections } from './content/sections.js'
import { signatureOf } from './signature.js'

/** What of an article decides which pages show it. */
export const placesOf = (article) => ({
  slugs: Object.fromEntries(Object.entries(article.translations).map(([locale, { slug }]) => [locale, slug])),
  sections: sectionSlugs(sections.find(({ id }) => id === article.section)),
  authors: [...article.authors],
  issue: article.issue,
})

/** Sends one signed message and returns how the site answered; waits up to a minute for that. */
export async function deliver(url, secret, event, id, places) {
  const body = JSON.stringify({ event, delivery: randomUUID(), id, places })
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-cms-signature': signatureOf(body, secret) },
      body,
      signal: AbortSignal.timeout(60_000),
    })
    return { status: response.status, answer: await response.text() }
  } catch (error) {
    return { status: 0, answer: String(error) }
  }
}
