/** `nextUrl`: a URL in the parts that a site thinks in, base path and locale apart from the path. */

/** How this site spells its URLs. */
export interface UrlSettings {
  readonly basePath?: string | undefined
  readonly trailingSlash?: boolean | undefined
  readonly i18n?: LocaleSettings | null | undefined
}

export interface LocaleSettings {
  readonly locales: readonly string[]
  readonly defaultLocale: string
  readonly domains?: readonly DomainLocale[] | undefined
}

export interface DomainLocale {
  readonly domain: string
  readonly defaultLocale: string
  readonly locales?: readonly string[] | undefined
  readonly http?: true | undefined
}

export interface NextUrlOptions {
  readonly nextConfig?: UrlSettings | undefined
  /** Writes the default locale, too. */
  readonly forceLocale?: boolean | undefined
}

type Parsed = { readonly basePath: string; readonly locale: string | undefined; readonly pathname: string }

export class NextURL {
  #url: URL
  #basePath: string
  #locale: string | undefined
  readonly #options: NextUrlOptions

  /** @throws TypeError when `input` is no URL, or a relative one without `base`. */
  constructor(input: string | URL, base?: string | URL | NextUrlOptions, options: NextUrlOptions = {}) {
    const isBase = typeof base === 'string' || (base !== undefined && 'href' in base)
    this.#options = isBase ? options : ((base as NextUrlOptions | undefined) ?? options)
    this.#url = new URL(String(input), isBase ? String(base) : undefined)
    const { basePath, locale, pathname } = parse(this.#url.pathname, this.#options.nextConfig ?? {})
    this.#basePath = basePath
    this.#locale = locale
    this.#url.pathname = pathname
  }

  get #i18n(): LocaleSettings | undefined {
    return this.#options.nextConfig?.i18n ?? undefined
  }

  /** Without base path and locale, percent-encoded. */
  get pathname(): string {
    return this.#url.pathname
  }
  set pathname(value: string) {
    this.#url.pathname = value
  }

  /** `''` where the URL is not below the site's base path. */
  get basePath(): string {
    return this.#basePath
  }
  set basePath(value: string) {
    this.#basePath = value === '' || value.startsWith('/') ? value : `/${value}`
  }

  /** `''` in a site without locales. */
  get locale(): string {
    return this.#locale ?? this.defaultLocale ?? ''
  }
  /** @throws TypeError when the site has no such locale. */
  set locale(value: string) {
    if (this.#i18n?.locales.includes(value) !== true) {
      throw new TypeError(`"${value}" is no locale of this site; its configuration lists them under i18n.locales.`)
    }
    this.#locale = value
  }

  /** That of the URL's domain, if it has one of its own. */
  get defaultLocale(): string | undefined {
    return this.domainLocale?.defaultLocale ?? this.#i18n?.defaultLocale
  }

  get domainLocale(): DomainLocale | undefined {
    return this.#i18n?.domains?.find(({ domain }) => domain.toLowerCase() === this.#url.hostname)
  }

  get searchParams(): URLSearchParams {
    return this.#url.searchParams
  }
  get search(): string {
    return this.#url.search
  }
  set search(value: string) {
    this.#url.search = value
  }
  get hash(): string {
    return this.#url.hash
  }
  set hash(value: string) {
    this.#url.hash = value
  }
  get host(): string {
    return this.#url.host
  }
  set host(value: string) {
    this.#url.host = value
  }
  get hostname(): string {
    return this.#url.hostname
  }
  set hostname(value: string) {
    this.#url.hostname = value
  }
  get port(): string {
    return this.#url.port
  }
  set port(value: string) {
    this.#url.port = value
  }
  get protocol(): string {
    return this.#url.protocol
  }
  set protocol(value: string) {
    this.#url.protocol = value
  }
  get username(): string {
    return this.#url.username
  }
  set username(value: string) {
    this.#url.username = value
  }
  get password(): string {
    return this.#url.password
  }
  set password(value: string) {
    this.#url.password = value
  }
  get origin(): string {
    return this.#url.origin
  }

  /** The whole URL, with base path, and with the locale unless it is the default one. */
  get href(): string {
    const url = new URL(this.#url)
    url.pathname = this.#fullPathname()
    return url.href
  }
  set href(value: string) {
    const url = new NextURL(value, this.#options)
    this.#url = url.#url
    this.#basePath = url.#basePath
    this.#locale = url.#locale
  }

  #fullPathname(): string {
    const { pathname } = this.#url
    const { forceLocale = false, nextConfig = {} } = this.#options
    const isWritten = this.#i18n !== undefined && !isBelow(pathname, '/api') && !isBelow(pathname, '/_next')
    // A path that begins like a language would be read as one.
    const isNeeded = this.locale !== this.defaultLocale || localeIn(pathname, this.#i18n) !== undefined
    const prefix = isWritten && (forceLocale || isNeeded) ? `/${this.locale}` : ''
    const path = `${this.#basePath}${prefix}${pathname === '/' && (prefix || this.#basePath) ? '' : pathname}`
    return slashed(path, pathname, nextConfig.trailingSlash)
  }

  toString(): string {
    return this.href
  }
  toJSON(): string {
    return this.href
  }
  clone(): NextURL {
    return new NextURL(this.href, this.#options)
  }
  [Symbol.for('nodejs.util.inspect.custom')](): object {
    const { href, origin, basePath, locale, defaultLocale, pathname, search, hash } = this
    return { href, origin, basePath, locale, defaultLocale, pathname, search, hash }
  }
}

function parse(path: string, { basePath = '', i18n }: UrlSettings): Parsed {
  const isInside = basePath !== '' && isBelow(path, basePath)
  const inside = isInside ? path.slice(basePath.length) || '/' : path
  const locale = localeIn(inside, i18n)
  const pathname = locale === undefined ? inside : inside.slice(locale.length + 1) || '/'
  return { basePath: isInside ? basePath : '', locale, pathname }
}

/** The locale that a path begins with, as the configuration spells it. */
function localeIn(pathname: string, i18n: LocaleSettings | null | undefined): string | undefined {
  const [, first = ''] = pathname.split('/', 2)
  return i18n?.locales.find((each) => each.toLowerCase() === first.toLowerCase())
}

/** Files keep their names. */
function slashed(path: string, pathname: string, trailingSlash: boolean | undefined): string {
  if (trailingSlash === undefined || path === '' || path === '/') return path || '/'
  const bare = path.replace(/\/+$/, '')
  const isFile = /\.[^/]+$/.test(pathname) || isBelow(pathname, '/.well-known')
  return trailingSlash && !isFile ? `${bare}/` : bare
}

const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
