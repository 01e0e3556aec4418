import type { NextApiRequest, NextApiResponse, PageConfig } from 'next'

export const config: PageConfig = { api: { bodyParser: false } }

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  const form = await new Response(Buffer.concat(chunks), {
    headers: { 'Content-Type': req.headers['content-type'] ?? '' },
  }).formData()
  res.send(`<h1>Hello ${form.get('name')}</h1>`)
}
