// The product page with nothing around it: data, React's string renderer, a document, JSON, gzip 6. What any framework could reach.
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { gzipSync } from 'node:zlib'
import { productOf } from '../../sites/product/data/product.js'

const h = createElement
const encoder = new TextEncoder()
const money = (cents) => `$${(cents / 100).toFixed(2)}`
const escaped = (json) =>
  json.replace(/[&<>\u2028\u2029]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`)

function Product({ product: { name, price, stock, paragraphs, related, reviews } }) {
  return h(
    'main',
    { className: 'product' },
    h(
      'nav',
      { className: 'breadcrumbs' },
      h('ol', null, h('li', null, h('a', { href: '/' }, 'Home')), h('li', null, 'Chairs'), h('li', null, name)),
    ),
    h('h1', null, name),
    h('p', { className: 'price', 'data-price': price }, money(price)),
    h('p', { 'data-stock': stock }, stock > 0 ? `${stock} in stock` : 'Sold out'),
    h(
      'section',
      { className: 'description' },
      paragraphs.map((text, key) => h('p', { key }, text)),
    ),
    h('section', { className: 'related' }, h('h2', null, 'Customers also looked at'), h('ul', null, related.map(card))),
    h('section', { className: 'reviews' }, h('h2', null, 'Reviews'), reviews.map(review)),
  )
}

const card = ({ sku, name, price }) =>
  h(
    'li',
    { key: sku, className: 'card' },
    h(
      'a',
      { href: `/products/${sku}` },
      h('span', { className: 'name' }, name),
      ' ',
      h('span', { className: 'price' }, money(price)),
    ),
  )

const review = ({ author, stars, text }, key) =>
  h(
    'article',
    { key, className: 'review' },
    h('h3', null, author),
    h('p', { className: 'stars' }, '★'.repeat(stars)),
    h('p', null, text),
  )

export async function renderLimit(sku) {
  const product = await productOf(sku)
  const props = { pageProps: { product }, __N_SSG: true }
  const body = renderToString(h(Product, { product }))
  const data = encoder.encode(JSON.stringify(props))
  const next = escaped(JSON.stringify({ props, page: '/products/[sku]', query: { sku }, buildId: 'limit', gsp: true }))
  const html = encoder.encode(
    `<!DOCTYPE html><html><head><meta charSet="utf-8"/><title>${product.name}</title></head><body><div id="__next">${body}</div><script id="__NEXT_DATA__" type="application/json">${next}</script></body></html>`,
  )
  return { html, data, 'html.gzip': gzipSync(html), 'data.gzip': gzipSync(data) }
}
