/** Tells screen readers that a navigation has shown another page, as browsers do for documents. */

const style =
  'position:absolute;width:1px;height:1px;margin:-1px;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap'

/** Announces the page that is shown: its title, else its first heading, else its path. */
export function announceRoute(document: Document, path: string): void {
  const heading = document.querySelector('h1')
  regionOf(document).textContent = document.title || heading?.innerText || heading?.textContent || path
}

function regionOf(document: Document): HTMLElement {
  const id = '__next-route-announcer__'
  const existing = document.getElementById(id)
  if (existing !== null) return existing
  const host = document.createElement('next-route-announcer')
  const region = document.createElement('p')
  region.id = id
  region.setAttribute('aria-live', 'assertive')
  region.setAttribute('role', 'alert')
  region.style.cssText = style
  host.append(region)
  document.body.append(host)
  return region
}
