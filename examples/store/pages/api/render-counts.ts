/** Answers how often `getStaticProps` ran per page since the server started, for all pages or one `?path=`. */
import type { NextApiRequest, NextApiResponse } from 'next'
import { renderCount, renderCounts, startedAt } from '../../data/render-counts.ts'

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  const { path } = request.query
  response.setHeader('Cache-Control', 'no-store')
  if (typeof path === 'string') response.status(200).json({ path, count: renderCount(path) })
  else response.status(200).json({ startedAt: new Date(startedAt()).toISOString(), counts: renderCounts() })
}
