import type { NextApiRequest, NextApiResponse } from 'next'
import { setTimeout } from 'node:timers/promises'

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  for (let i = 0; i < 3; i++) {
    res.write(`data: ${i}\n\n`)
    await setTimeout(20)
  }
  res.end()
}
