/** Makes the document's head what `next/head` asks for, leaving alone what is right already. */
import type { ReactNode } from 'react'
import { contentOf, setAttributes } from './dom-attributes.ts'
import { headMark, textOf, type HeadElement } from './head-elements.ts'

/** Replaces what an earlier call, or the server, put into the head of `document`. */
export function updateHead(document: Document, elements: readonly HeadElement[]): void {
  const title = elements.find(({ type }) => type === 'title')
  updateTitle(document, title === undefined ? '' : textOf(title.props['children'] as ReactNode))
  const wanted = elements.filter(({ type }) => type !== 'title').map((element) => nodeOf(document, element))
  const present = [...document.head.querySelectorAll(`[${headMark}]`)].filter(({ tagName }) => tagName !== 'TITLE')
  for (const node of present) {
    const index = wanted.findIndex((other) => isSame(other, node))
    if (index === -1) node.remove()
    else wanted.splice(index, 1)
  }
  // A charset after the first kilobyte would not count in a document; keep it first for whoever reads the head.
  const charset = wanted.findIndex((node) => node.hasAttribute('charset'))
  if (charset !== -1) document.head.prepend(...wanted.splice(charset, 1))
  document.head.append(...wanted)
}

function updateTitle(document: Document, title: string): void {
  if (document.title !== title) document.title = title
}

function nodeOf(document: Document, { type, props }: HeadElement): Element {
  const node = document.createElement(String(type))
  setAttributes(node, props)
  const { text, html } = contentOf(props, (children) => textOf(children as ReactNode)) as {
    text?: string
    html?: string
  }
  if (html !== undefined) node.innerHTML = html
  else if (text) node.textContent = text
  return node
}

/** Browsers hide a nonce once its element is in the document, so it is compared apart. */
function isSame(wanted: Element, present: Element): boolean {
  const nonce = wanted.getAttribute('nonce')
  if (nonce === null || (present as HTMLElement).nonce !== nonce) return wanted.isEqualNode(present)
  const [left, right] = [wanted.cloneNode(true) as Element, present.cloneNode(true) as Element]
  left.setAttribute('nonce', '')
  right.setAttribute('nonce', '')
  return left.isEqualNode(right)
}
