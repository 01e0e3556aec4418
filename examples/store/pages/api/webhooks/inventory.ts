/**
 * Takes a new stock level, and a new price if given, from the warehouse: `POST {"sku": "ck-00001", "stock": 7}`, signed
 * with `x-store-signature: sha256=<hex HMAC-SHA256 of the raw body>`.
 */
import type { NextApiRequest, NextApiResponse } from 'next'
import { readInventoryMessage } from '../../../data/inventory-message.ts'
import { dollarsOf } from '../../../data/money.ts'
import { pagesShowing, updateProduct } from '../../../data/products.ts'
import { readBody } from '../../../data/read-body.ts'
import { webhookSecret } from '../../../data/secrets.js'
import { isSignedBy } from '../../../data/signature.js'

// The signature is over the bytes as they were sent, so nothing may parse them first.
export const config = { api: { bodyParser: false } }

const bodyLimitBytes = 16 * 1024

export default async function handler(request: NextApiRequest, response: NextApiResponse) {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return response.status(405).json({ error: 'Send a POST.' })
  }
  const body = await readBody(request, bodyLimitBytes)
  if (body === undefined) {
    // The rest of the body is not read, so nothing else can come over this connection.
    response.setHeader('Connection', 'close')
    return response.status(413).json({ error: `The body is longer than ${bodyLimitBytes} bytes.` })
  }
  if (!isSignedBy(body, webhookSecret(), request.headers['x-store-signature'])) {
    return response.status(401).json({ error: 'The header x-store-signature is missing or wrong.' })
  }
  const message = readInventoryMessage(body.toString('utf8'))
  if ('error' in message) return response.status(400).json(message)

  const product = updateProduct(message.sku, message)
  if (product === undefined) return response.status(404).json({ error: `There is no product "${message.sku}".` })
  const revalidated = pagesShowing(product)
  try {
    await response.revalidate(revalidated)
  } catch (error) {
    console.error(`The stock of ${product.sku} is saved, but its pages could not be made again:`, error)
    return response
      .status(500)
      .json({ error: 'The stock is saved, but the pages are not made again yet. Send it again.' })
  }
  return response
    .status(200)
    .json({ sku: product.sku, stock: product.stock, price: dollarsOf(product.priceCents), revalidated })
}
