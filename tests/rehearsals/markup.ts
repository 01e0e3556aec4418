/** Writes a document as lines that two frameworks can agree on: without scripts, hashes, generated names and comments. */
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

export interface Markup {
  readonly head: readonly string[]
  readonly body: readonly string[]
}

/** One line per element (indented by depth, its attributes in alphabetical order) and per text. */
export function markupOf(html: string): Markup {
  const lines = { head: [] as string[], body: [] as string[] }
  for (const part of ['head', 'body'] as const) {
    const element = find(parse(html), part)
    if (element !== undefined) write(element, 0, lines[part])
  }
  return lines
}

/** What `__NEXT_DATA__` says, without the id of the build; undefined when there is none. */
export function pageDataOf(html: string): unknown {
  const [, json] = /<script id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/s.exec(html) ?? []
  return json === undefined ? undefined : { ...(JSON.parse(json) as object), buildId: '…' }
}

/** Addresses of files that a build names: without hash, and without the folder that each framework puts them in. */
export const withoutHashes = (text: string): string =>
  text
    .replaceAll(/\/_next\/static\/(?:[\w.~-]+\/)*([\w-]+?)[.-][\w~-]{6,}(\.\w+)/g, '/_next/static/$1$2')
    .replaceAll(
      /%2F_next%2Fstatic%2F(?:[\w.~-]+%2F)*([\w-]+?)[.-][\w~-]{6,}(\.\w+)/g,
      (_, name: string, extension: string) => `%2F_next%2Fstatic%2F${name}${extension}`,
    )

function find(node: Node, name: string): Element | undefined {
  if (tree.isElementNode(node) && node.tagName === name) return node
  if (!('childNodes' in node)) return undefined
  for (const child of node.childNodes) {
    const found = find(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

function write(element: Element, depth: number, lines: string[]): void {
  const indentation = '  '.repeat(depth)
  lines.push(`${indentation}<${[element.tagName, ...attributesOf(element)].join(' ')}>`)
  // React separates texts by comments; on the screen they are one.
  let text = ''
  const flush = () => {
    if (text.trim() !== '') lines.push(`${indentation}  ${text.trim()}`)
    text = ''
  }
  for (const child of element.childNodes) {
    if (tree.isTextNode(child)) text += child.value
    else if (tree.isElementNode(child) && !isMachinery(child)) {
      flush()
      write(child, depth + 1, lines)
    }
  }
  flush()
}

const attribute = (element: Element, name: string) => element.attrs.find((each) => each.name === name)?.value

/** What loads and starts a framework: scripts, styles, and hints to load them sooner. */
function isMachinery(element: Element): boolean {
  const { tagName } = element
  if (tagName === 'script') return attribute(element, 'type') !== 'application/ld+json'
  if (tagName === 'noscript') return attribute(element, 'data-n-css') !== undefined
  if (tagName === 'style') return true
  if (tagName !== 'link') return false
  // React adds hints for images to the body; those that a page asks for are in the head.
  if (attribute(element, 'as') === 'image') return isWithinBody(element)
  const loadsCode = ['stylesheet', 'preload', 'modulepreload'].includes(attribute(element, 'rel') ?? '')
  return loadsCode && (attribute(element, 'href') ?? '').includes('/_next/')
}

function isWithinBody({ parentNode }: Element): boolean {
  if (parentNode === null || !tree.isElementNode(parentNode)) return false
  return parentNode.tagName === 'body' || isWithinBody(parentNode)
}

function attributesOf({ attrs }: Element): string[] {
  const kept = attrs.filter(({ name }) => name !== 'data-next-head')
  return kept.map(({ name, value }) => `${name}="${valueOf(name, value)}"`).sort()
}

function valueOf(name: string, value: string): string {
  if (name === 'class') return value.split(/\s+/).map(localClassName).sort().join(' ')
  // A blurred copy, drawn in each framework's own way.
  const text = withoutHashes(value).replaceAll(/background-size:.*url\("data:[^"]*"\)/g, 'blurred-copy')
  // The ids that `useId` makes depend on the components around a page, which are each framework's own.
  return text.replaceAll(/[«_]?[rR]_?[\w]*[»_]|:[rR]\w*:/g, (id) => (isReactId(id) ? 'useId' : id))
}

const isReactId = (text: string) => /^(_[rR]_\w*_|«[rR]\w*»|:[rR]\w*:)$/.test(text)

/** The name that a CSS module gives a class, from what bundlers make of it: `_title_1x3df_4`, `jRGweq_title`. */
function localClassName(name: string): string {
  const [, bundled] = /^_(.+)_[\w-]{5}_\d+$/.exec(name) ?? /^_?[\w-]{6}_(.+)$/.exec(name) ?? []
  return bundled ?? name
}
