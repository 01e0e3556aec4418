// Article 004, with the path of this site's product page
import type { NextApiRequest, NextApiResponse } from 'next'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  await res.revalidate(`/shop/${req.query.id}`)
  return res.json({ revalidated: true })
}
