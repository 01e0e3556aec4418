/** Tells the running store a product's new stock, as a warehouse would: `node scripts/set-stock.js <sku> <stock> [price]`. */
import { fileURLToPath } from 'node:url'
import { webhookSecret } from '../data/secrets.js'
import { signatureOf } from '../data/signature.js'

const siteFolder = fileURLToPath(new URL('..', import.meta.url))
const url = process.env.STORE_URL ?? `http://localhost:${process.env.PORT ?? 3000}`
const [sku, stock, price] = process.argv.slice(2)

if (sku === undefined || stock === undefined) {
  console.error('Usage: node scripts/set-stock.js <sku> <stock> [price in dollars]')
  process.exit(1)
}

const body = JSON.stringify({ sku, stock: Number(stock), ...(price === undefined ? {} : { price: Number(price) }) })
const signature = signatureOf(body, webhookSecret(siteFolder))

try {
  const response = await fetch(new URL('/api/webhooks/inventory', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-store-signature': signature },
    body,
  })
  console.log(response.status, await response.text())
  if (!response.ok) process.exitCode = 1
} catch (error) {
  console.error(`No store answers at ${url}. Is it running? Another port is set with PORT=3001.`)
  console.error(String(error))
  process.exitCode = 1
}
