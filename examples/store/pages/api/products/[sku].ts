/** Answers a product as it is in the database now. */
import type { NextApiRequest, NextApiResponse } from 'next'
import { productBySku } from '../../../data/products.ts'

export default function handler(request: NextApiRequest, response: NextApiResponse) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    response.status(405).json({ error: 'Products are changed through the inventory webhook.' })
    return
  }
  const product = productBySku(String(request.query.sku))
  if (product === undefined) response.status(404).json({ error: 'There is no such product.' })
  else response.status(200).json(product)
}
