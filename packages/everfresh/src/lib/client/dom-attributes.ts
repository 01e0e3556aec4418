/** Writes React props as DOM attributes, for elements that the runtime makes without React. */

const names: Readonly<Record<string, string>> = {
  acceptCharset: 'accept-charset',
  className: 'class',
  htmlFor: 'for',
  httpEquiv: 'http-equiv',
}

/** No attributes of the element. */
const others = new Set(['children', 'dangerouslySetInnerHTML', 'key', 'ref'])

/** Sets every prop of an element that React would render as an attribute. */
export function setAttributes(element: Element, props: Readonly<Record<string, unknown>>): void {
  for (const [prop, value] of Object.entries(props)) {
    if (others.has(prop) || value === undefined || value === null || value === false) continue
    if (typeof value === 'function' || typeof value === 'object') continue
    element.setAttribute(
      names[prop] ?? prop.toLowerCase(),
      value === true && !prop.startsWith('aria-') ? '' : String(value),
    )
  }
  // A script made by code runs as soon as it can, unless told otherwise.
  if (element instanceof HTMLScriptElement && props['async'] === false) element.async = false
}

/** The markup or text inside an element, as its props say. */
export function contentOf(props: Readonly<Record<string, unknown>>, text: (children: unknown) => string) {
  const { __html: html } = (props['dangerouslySetInnerHTML'] ?? {}) as { __html?: unknown }
  return html === undefined ? { text: text(props['children']) } : { html: String(html) }
}
