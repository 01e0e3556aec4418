// The page of a product, as Everfresh rendered it; what is measured is the cache before it.
import { readFileSync } from 'node:fs'

export default function product(event) {
  event.res.headers.set('content-type', 'text/html; charset=utf-8')
  return readFileSync(process.env.PAGE, 'utf8')
}
