import type { NextApiRequest, NextApiResponse } from 'next'
import { pathsOf, readChange } from '@/lib/changes'
import { claim, release } from '@/lib/deliveries'
import { verify } from '@/lib/webhook-signature'

// Signatures are made from the bytes that were sent, not from what a parser makes of them.
export const config = { api: { bodyParser: false } }

const largest = 64 * 1024

/** The CMS reports each change of an article; all pages that show it are made anew before it is told that they are. */
export default async function cmsWebhook(request: NextApiRequest, response: NextApiResponse) {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return response.status(405).json({ error: 'Send a POST.' })
  }
  const secret = process.env.WEBHOOK_SECRET
  if (!secret) return response.status(500).json({ error: 'WEBHOOK_SECRET is not set.' })

  const body = await readBody(request)
  if (body === undefined) return response.status(413).json({ error: 'The message is too large.' })
  const verdict = verify(request.headers['x-cms-signature'], body, secret)
  if (!verdict.isGenuine) return response.status(401).json({ error: verdict.reason })
  const change = readChange(body.toString())
  if (change === undefined) return response.status(400).json({ error: 'The message does not describe a change.' })
  if (!claim(change.delivery)) return response.status(409).json({ error: 'This message has been dealt with before.' })

  const failed: string[] = []
  const revalidated: string[] = []
  for (const path of pathsOf(change)) {
    try {
      await response.revalidate(path)
      revalidated.push(path)
    } catch (error) {
      console.error(error)
      failed.push(path)
    }
  }
  if (failed.length === 0) return response.json({ revalidated })
  // The CMS will tell again, and then it counts.
  release(change.delivery)
  return response.status(500).json({ error: 'Some pages could not be made anew.', revalidated, failed })
}

async function readBody(request: NextApiRequest): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
