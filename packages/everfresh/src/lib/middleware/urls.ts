/** How URLs are written for middleware, and what those mean that it gives back. */
import type { IncomingMessage } from 'node:http'
import { canonicalise, type CanonicalUrl } from '@everfresh/server'
import { NextURL, type UrlSettings } from '../compat/server/next-url.ts'
import type { I18nSettings } from '../routes/locale-path.ts'
import { canonicalPathname } from './spelling.ts'

export interface MiddlewareUrls {
  readonly nextConfig: UrlSettings
  /** The absolute URL that a request is for, as it was sent or would have been for what it really wants. */
  absoluteOf(url: CanonicalUrl, request: IncomingMessage): string
  /** Where a redirect leads: a path where it stays on the host. */
  redirectOf(location: string, requestUrl: string): string
  /** The site's own URL for a destination; pages with i18n under their locale. Undefined outside of the base path. @throws URIError */
  siteUrlOf(destination: URL, isFile: (pathname: string) => boolean): CanonicalUrl | undefined
  /** With base path, for the client runtime. */
  hrefOf(url: CanonicalUrl): string
}

export interface UrlOptions {
  readonly basePath: string
  readonly trailingSlash: boolean
  /** Slashes at the end are the visitor's, for middleware to judge. */
  readonly skipTrailingSlashRedirect?: boolean | undefined
  readonly i18n?: I18nSettings | undefined
}

export function createMiddlewareUrls(options: UrlOptions): MiddlewareUrls {
  const { basePath, trailingSlash, skipTrailingSlashRedirect: keepsSlashes = false, i18n } = options
  const nextConfig: UrlSettings = { basePath, trailingSlash: keepsSlashes ? undefined : trailingSlash, i18n }
  const hrefOf = ({ pathname, search }: CanonicalUrl, isSlashed = trailingSlash) => {
    const path = pathname === '/' && basePath !== '' && !isSlashed ? basePath : basePath + pathname
    const name = path.slice(path.lastIndexOf('/') + 1)
    return (isSlashed && name !== '' && !name.includes('.') ? `${path}/` : path) + search
  }
  return {
    nextConfig,
    hrefOf: (url) => hrefOf(url),

    absoluteOf(url, request) {
      const isSlashed = keepsSlashes ? /^[^?]*[^/?]\/(?:\?|$)/.test(request.url ?? '') : trailingSlash
      return new NextURL(originOf(request) + hrefOf(url, isSlashed), { nextConfig }).href
    },

    redirectOf(location, requestUrl) {
      const here = new URL(requestUrl)
      const destination = new URL(location, here)
      if (destination.origin !== here.origin) return destination.href
      const { pathname, search, hash } = new URL(new NextURL(destination, { nextConfig }).href)
      // Two slashes in front would make a host of what follows.
      return pathname.replace(/^\/{2,}/, '/') + search + hash
    },

    siteUrlOf(destination, isFile) {
      const path = destination.pathname.replace(/[\\/]+/g, '/').replace(/(.)\/$/, '$1')
      const canonical = canonicalise(path + destination.search, { basePath, trailingSlash: false })
      if (canonical.kind === 'outside') return undefined
      if (canonical.kind !== 'url') throw new URIError(`Middleware rewrites to "${path}", which is no path.`)
      const url = { ...canonical.url, pathname: canonicalPathname(canonical.url.pathname) }
      if (i18n === undefined || /^\/(?:api|_next)(?:\/|$)/.test(url.pathname)) return url
      const { locale, pathname } = new NextURL(destination, { nextConfig })
      const bare = pathname === '/' ? '' : canonicalPathname(pathname.replace(/[\\/]+/g, '/').replace(/\/$/, ''))
      // Files are the same in every language.
      return { ...url, pathname: isFile(bare) ? bare : `/${locale}${bare}` }
    },
  }
}

/** A host that is none is nobody's: middleware sees where the server stands. */
function originOf({ headers, socket }: IncomingMessage): string {
  const forwarded = String(headers['x-forwarded-proto'] ?? '')
    .split(',', 1)[0]!
    .trim()
  const isSecure = 'encrypted' in socket || forwarded === 'https'
  const origin = `http${isSecure ? 's' : ''}://${headers.host ?? ''}`
  if (!URL.canParse(origin)) return 'http://localhost'
  // The port that goes without saying may be said.
  const known = new URL(origin).origin
  const written = origin.toLowerCase()
  return [known, `${known}:${isSecure ? 443 : 80}`].includes(written) ? known : 'http://localhost'
}
