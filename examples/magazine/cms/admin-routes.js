/** What the CMS does for those who write: change articles, tell the site, and be unwell on request. */
import { deliver, placesOf } from './webhook.js'

/** Returns what to answer, as a status and a value. */
export function createAdminRoutes({ library, behaviour, secret, siteUrl }) {
  let webhookUrl = siteUrl === undefined ? undefined : `${siteUrl}/api/webhooks/cms`

  async function change(id, changes, event, quietly) {
    const before = library.byId(id)
    if (before === undefined) return [404, { message: `There is no article ${id}.` }]
    const places = [placesOf(before)]
    const article = library.edit(id, changes)
    if (article === undefined) return [400, { message: `${id} is not translated to ${changes.locale}.` }]
    places.push(placesOf(article))
    const told = !quietly && webhookUrl !== undefined
    return [200, { id, delivery: told ? await deliver(webhookUrl, secret, event, id, places) : null }]
  }

  return async ({ pathname, searchParams }, body) => {
    const [, , kind, id, action] = pathname.split('/')
    const quietly = searchParams.get('notify') === 'no'
    if (kind === 'webhook') webhookUrl = body.url
    else if (kind === 'behaviour') behaviour.set(body)
    else if (kind === 'most-read') library.setMostRead(body.ids)
    else if (kind === 'articles' && action === 'publish')
      return change(id, { published: true }, 'article.published', quietly)
    else if (kind === 'articles' && action === 'unpublish')
      return change(id, { published: false }, 'article.unpublished', quietly)
    else if (kind === 'articles' && action === undefined) return change(id, body, 'article.updated', quietly)
    else return [404, { message: 'There is nothing to do at this address.' }]
    return [200, {}]
  }
}
