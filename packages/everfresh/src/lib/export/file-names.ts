/** Where an exported page lies: names that static hosts look for when they are asked for the page's path. */
import { dataPathOf } from '../routes/data-path.ts'

const errorPages: readonly string[] = ['/404', '/500']

/** Returns the document's file for a page's key, relative to the export: `about.html`, or `about/index.html`. */
export function documentFileOf(key: string, trailingSlash: boolean): string {
  if (key === '/') return 'index.html'
  const path = key.slice(1)
  if (errorPages.includes(key)) return `${path}.html`
  // A page /index must not take the place of the home page.
  return trailingSlash || key === '/index' ? `${path}/index.html` : `${path}.html`
}

export const dataFileOf = (key: string, buildId: string): string => dataPathOf(key, buildId).slice(1)
