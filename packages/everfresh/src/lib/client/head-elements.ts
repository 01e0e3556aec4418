/** Decides which of the elements that `next/head` was given end up in the document's head. Pure. */
import { cloneElement, createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react'

export type HeadElement = ReactElement<Record<string, unknown>>

/** Marks what the browser may replace. */
export const headMark = 'data-next-head'

const defaults: readonly HeadElement[] = [
  createElement('meta', { charSet: 'utf-8' }),
  createElement('meta', { name: 'viewport', content: 'width=device-width' }),
]

/** Only one `<meta>` may have each of these values. Others, such as several `og:image`, may repeat unless they have a key. */
const uniqueMetaAttributes = ['name', 'httpEquiv', 'itemProp'] as const

/**
 * Returns the elements of all `<Head>`s, in the order that these stand in the page. Of elements with the same `key`, of
 * titles, bases, charsets and metas of one name, the last one stays. Charset and viewport have defaults.
 */
export function headElementsOf(heads: Iterable<ReactNode>): HeadElement[] {
  const seen = new Set<string>()
  const all = [...defaults, ...[...heads].flatMap(elementsIn)]
  return all
    .reverse()
    .filter((element) => isFirst(element, seen))
    .reverse()
    .map(marked)
}

function elementsIn(node: ReactNode): HeadElement[] {
  if (Array.isArray(node)) return node.flatMap(elementsIn)
  if (!isValidElement(node)) return []
  const element = node as HeadElement
  return element.type === Fragment ? elementsIn(element.props['children'] as ReactNode) : [element]
}

function isFirst(element: HeadElement, seen: Set<string>): boolean {
  const names = namesOf(element)
  const isKnown = names.some((name) => seen.has(name))
  for (const name of names) seen.add(name)
  return !isKnown
}

function namesOf({ type, key, props }: HeadElement): string[] {
  const names = key === null ? [] : [`key ${key}`]
  if (type === 'title' || type === 'base') names.push(type)
  if (type !== 'meta') return names
  if (props['charSet'] !== undefined) names.push('charset')
  for (const attribute of uniqueMetaAttributes) {
    // A key says that the site itself tells its metas of one name apart.
    if (props[attribute] !== undefined && !(attribute === 'name' && key !== null)) {
      names.push(`${attribute} ${String(props[attribute])}`)
    }
  }
  return names
}

function marked(element: HeadElement, index: number): HeadElement {
  const props: Record<string, unknown> = { key: element.key ?? `everfresh-${index}`, [headMark]: '' }
  // React renders one text node only as a title.
  if (element.type === 'title') return cloneElement(element, props, textOf(element.props['children'] as ReactNode))
  return cloneElement(element, props)
}

/** The text that React would render for strings, numbers and lists of them. */
export function textOf(node: ReactNode): string {
  if (Array.isArray(node)) return node.map(textOf).join('')
  return typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint' ? String(node) : ''
}
