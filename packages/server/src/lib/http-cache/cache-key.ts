/** The name under which the answer to a request is kept (RFC 9111 §2). Pure. */
import type { CanonicalUrl } from '../site.ts'

/** Parameters that tell where a visitor came from, and nothing of what the page is. `*` at the end stands for any rest. */
export const defaultIgnoredParameters: readonly string[] = [
  'utm_*',
  'gclid',
  'gclsrc',
  'dclid',
  'gbraid',
  'wbraid',
  'fbclid',
  'msclkid',
  'twclid',
  'ttclid',
  'yclid',
  'igshid',
  'li_fat_id',
  'mc_cid',
  'mc_eid',
  '_ga',
  '_gl',
]

/** Tells whether a parameter of a query is left out of keys. */
export function ignoredParameters(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.endsWith('*')))
  const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))
  return (name) => exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
}

/**
 * The key of a URL: host, path and query. Parameters are in the order of their names, those of one name in the order that
 * they came in; what `isIgnored` says is left out.
 *
 * @param host Value of the `Host` field; a site may answer each of its hosts differently.
 */
export function cacheKeyOf(host: string, url: CanonicalUrl, isIgnored: (name: string) => boolean): string {
  const authority = `//${host.toLowerCase()}`
  if (url.search.length <= 1) return authority + url.pathname
  const parameters = url.search
    .slice(1)
    .split('&')
    .map((text) => ({ text, name: nameOf(text) }))
    .filter(({ text, name }) => text !== '' && !isIgnored(name))
  if (parameters.length === 0) return authority + url.pathname
  parameters.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return `${authority}${url.pathname}?${parameters.map(({ text }) => text).join('&')}`
}

/** What two spellings of one name have in common. */
function nameOf(parameter: string): string {
  const end = parameter.indexOf('=')
  const name = (end === -1 ? parameter : parameter.slice(0, end)).replaceAll('+', ' ')
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
