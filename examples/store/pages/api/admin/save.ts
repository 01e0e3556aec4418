/** Saves the price and stock that the admin page's form sends, and makes the pages again that show them. */
import type { NextApiRequest, NextApiResponse } from 'next'
import { centsOf, stockOf } from '../../../data/money.ts'
import { pagesShowing, updateProduct } from '../../../data/products.ts'
import { adminPassword } from '../../../data/secrets.js'
import { isSession, sessionCookie } from '../../../data/session.ts'

export default async function handler(request: NextApiRequest, response: NextApiResponse) {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST')
    return response.status(405).json({ error: 'Send a POST.' })
  }
  if (!isSession(request.cookies[sessionCookie], adminPassword()))
    return response.redirect(303, '/admin?problem=session')

  const { sku, price, stock, q } = (request.body ?? {}) as Record<string, unknown>
  const back = (outcome: Record<string, string>) =>
    response.redirect(
      303,
      `/admin?${new URLSearchParams({ ...(typeof q === 'string' && q !== '' ? { q } : {}), ...outcome })}`,
    )
  const changes = { priceCents: centsOf(price), stock: stockOf(stock) }
  if (changes.priceCents === undefined || changes.stock === undefined) return back({ problem: 'values' })
  const product = updateProduct(String(sku), changes)
  if (product === undefined) return back({ problem: 'product' })
  try {
    await response.revalidate(pagesShowing(product))
  } catch (error) {
    console.error(`${product.sku} is saved, but its pages could not be made again:`, error)
    return back({ problem: 'pages' })
  }
  return back({ saved: product.sku })
}
