/** Loads the scripts of `next/script`, each once for as long as the document lives. */
import { contentOf, setAttributes } from './dom-attributes.ts'
import { textOf } from './head-elements.ts'
import type { ReactNode } from 'react'

export interface LoadableScript {
  readonly id?: string | undefined
  readonly src?: string | undefined
  readonly children?: ReactNode
  readonly dangerouslySetInnerHTML?: { readonly __html: unknown } | undefined
}

const loaded = new Map<string, Promise<void>>()

/** Two scripts with the same name are the same script. */
export const scriptName = ({ id, src }: LoadableScript): string => id || src || ''

/**
 * Adds a script to the document unless it is there already. Resolves when it has run.
 *
 * @param attributes More attributes of the element.
 * @throws Error when it cannot be loaded.
 */
export function loadScript(script: LoadableScript, attributes: Readonly<Record<string, unknown>>): Promise<void> {
  const name = scriptName(script)
  const known = name === '' ? undefined : loaded.get(name)
  if (known !== undefined) return known
  const loading = append(script, attributes)
  if (name !== '') loaded.set(name, loading)
  loading.catch(() => loaded.delete(name))
  return loading
}

function append(script: LoadableScript, attributes: Readonly<Record<string, unknown>>): Promise<void> {
  const element = document.createElement('script')
  const { id, src } = script
  setAttributes(element, { ...attributes, id, src })
  if (!src) {
    const { text, html } = contentOf({ ...script }, (children) => textOf(children as ReactNode)) as Record<
      string,
      string
    >
    element.textContent = html ?? text ?? ''
    document.body.append(element)
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    element.addEventListener('load', () => resolve())
    element.addEventListener('error', () => reject(new Error(`The script ${src} could not be loaded.`)))
    document.body.append(element)
  })
}

/** Takes note of the scripts that the server put into the document. */
export function adoptScripts(document: Document): void {
  for (const element of document.querySelectorAll('script[data-nscript="beforeInteractive"]')) {
    const name = element.id || element.getAttribute('src')
    if (name) loaded.set(name, Promise.resolve())
  }
}

/** Calls back when the document has loaded and the browser has nothing better to do. */
export function whenIdle(callback: () => void): void {
  const idle = () =>
    typeof requestIdleCallback === 'function' ? requestIdleCallback(callback) : setTimeout(callback, 1)
  if (document.readyState === 'complete') idle()
  else window.addEventListener('load', idle, { once: true })
}
