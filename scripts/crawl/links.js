/** Finds what an HTML document links to: pages to walk on to, and files that it needs. */

/**
 * @typedef {object} Links
 * @property {string[]} pages addresses of `<a>`, without their fragments
 * @property {string[]} files addresses of scripts, style sheets and images
 */

const linkingTag = /<(a|link|script|img)\b((?:"[^"]*"|'[^']*'|[^'">])*)>/gi
const address = /(?:^|\s)(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
// What stands in comments and scripts is no link, though it may look like one.
const notMarkup = /<!--[\s\S]*?-->|(<script\b[^>]*>)[\s\S]*?<\/script>/gi

/**
 * Returns the links of `html` that lead to `base`'s own origin, each once.
 *
 * @param {string} html
 * @param {string | URL} base the document's address
 * @returns {Links}
 */
export function extractLinks(html, base) {
  const pages = new Set()
  const files = new Set()
  const { origin } = new URL(base)
  for (const [, tag = '', attributes = ''] of html.replace(notMarkup, '$1').matchAll(linkingTag)) {
    const found = address.exec(attributes)
    const url = found && resolve(unescapeHtml(found[1] ?? found[2] ?? found[3] ?? ''), base)
    if (url?.origin !== origin) continue
    const kind = tag.toLowerCase() === 'a' ? pages : files
    kind.add(url.href)
  }
  return { pages: [...pages], files: [...files] }
}

/**
 * @param {string} link
 * @param {string | URL} base
 */
function resolve(link, base) {
  if (!URL.canParse(link, base)) return undefined
  const url = new URL(link, base)
  url.hash = ''
  return url
}

/** @type {Record<string, string>} */
const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** @param {string} text */
function unescapeHtml(text) {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, name) =>
    name === undefined
      ? String.fromCodePoint(parseInt(hex ?? decimal, hex ? 16 : 10))
      : (named[name.toLowerCase()] ?? ''),
  )
}
