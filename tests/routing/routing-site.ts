/** The site whose configuration redirects, rewrites and sets headers, with the servers around it. */
import { copySite, type SiteCopy } from '../support/site.ts'
import type { Visit } from '../support/visitor.ts'
import { openCdn, openUpstream, type OtherServer } from './other-servers.ts'

type Listening = OtherServer & { readonly asked: readonly string[] }

export interface RoutingSite extends SiteCopy {
  readonly upstream: Listening
  readonly cdn: Listening
  /** Base path and all: `/docs`. */
  readonly basePath: string
  readonly env: { readonly UPSTREAM: string; readonly CDN: string }
  /** Tells the CDN where the site listens. */
  servedAt(url: string): void
}

export async function openRoutingSite(): Promise<RoutingSite> {
  let origin = ''
  const [copy, upstream, cdn] = await Promise.all([copySite('routing'), openUpstream(), openCdn(() => origin)])
  return {
    ...copy,
    upstream,
    cdn,
    basePath: '/docs',
    env: { UPSTREAM: upstream.url, CDN: `${cdn.url}/cdn` },
    servedAt: (url) => void (origin = url),
    async remove() {
      await Promise.all([upstream.close(), cdn.close(), copy.remove()])
    },
  }
}

/** The JSON in an element of a document. */
export function shownIn({ text }: Visit, id: string): unknown {
  const [, json] = new RegExp(`<pre id="${id}">(.*?)</pre>`).exec(text) ?? []
  if (json === undefined) throw new Error(`There is no "${id}" in:\n${text}`)
  return JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&'))
}

export const headingOf = ({ text }: Visit): string | undefined => /<h1>(.*?)<\/h1>/.exec(text)?.[1]
