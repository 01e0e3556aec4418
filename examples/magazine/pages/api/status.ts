import type { NextApiRequest, NextApiResponse } from 'next'

export default function status(_request: NextApiRequest, response: NextApiResponse) {
  response.json({ magazine: 'Meridian', isWell: true })
}
