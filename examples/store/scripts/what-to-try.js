/** Tells somebody who has just started the store what to do with it. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'libsql'
import { databaseFile } from '../data/place.js'
import { adminPassword, webhookSecret } from '../data/secrets.js'
import { signatureOf } from '../data/signature.js'

const siteFolder = fileURLToPath(new URL('..', import.meta.url))

/**
 * Prints what to try with the store that runs at `url`.
 *
 * @param {{ url: string }} server
 */
export function whatToTry({ url }) {
  const { sku, stock } = aBestSeller()
  const store = url.replace(/\/$/, '')
  const product = `${store}/products/${sku}`
  const changed = stock === 7 ? 6 : 7
  const body = JSON.stringify({ sku, stock: changed })
  const script = path.relative(process.cwd(), path.join(siteFolder, 'scripts', 'set-stock.js'))
  const port = new URL(store).port
  console.log(`
What to try next

  Open a product page; it says when it was made, and how many are in stock (${stock}):
    ${product}

  Tell the store that ${changed} are left, as a warehouse would:
    ${port === '3000' ? '' : `PORT=${port} `}node ${script} ${sku} ${changed}
  or, signed by hand:
    curl ${store}/api/webhooks/inventory -H 'content-type: application/json' \\
      -H 'x-store-signature: ${signatureOf(body, webhookSecret(siteFolder))}' \\
      -d '${body}'

  Reload: the page, its category and the home page are new, and were made once:
    curl -s ${product} | grep -o 'data-stock="[^"]*"'
    curl -s '${store}/api/render-counts?path=/products/${sku}'

  Edit prices by hand (password: ${adminPassword(siteFolder)}):
    ${store}/admin
`)
}

/** A product that is built ahead and in stock. */
function aBestSeller() {
  const database = new Database(databaseFile(siteFolder))
  try {
    database.pragma('busy_timeout = 5000')
    const [product] = database.prepare('SELECT sku, stock FROM products WHERE stock > 20 ORDER BY rank LIMIT 1').all()
    return /** @type {{ sku: string, stock: number }} */ (product)
  } finally {
    database.close()
  }
}
