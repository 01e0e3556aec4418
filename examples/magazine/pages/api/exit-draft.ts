import type { NextApiRequest, NextApiResponse } from 'next'

export default function exitDraft({ query: { to } }: NextApiRequest, response: NextApiResponse) {
  response.setDraftMode({ enable: false })
  // Only to a page of this site.
  response.redirect(307, typeof to === 'string' && /^\/(?![/\\])[\w/-]*$/.test(to) ? to : '/')
}
