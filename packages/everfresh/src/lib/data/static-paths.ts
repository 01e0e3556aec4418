/** Runs getStaticPaths and checks what it returns. */
import { keyOf } from '../routes/key.ts'
import { splitLocale, withLocale, type I18nSettings } from '../routes/locale-path.ts'
import type { Params, Pattern, Segment } from '../routes/pattern.ts'
import { interpolate, matchPattern } from '../routes/pattern.ts'
import { checkPathList } from './path-list.ts'
import { invalidData } from './returned.ts'
import { errorFrom } from './thrown.ts'

export interface StaticPathsModule {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a site types its own context more narrowly
  readonly getStaticPaths: (context: any) => unknown
}

/** One page that a dynamic route is to have. */
export interface StaticPath {
  readonly params: Params
  /** Its path, percent-encoded, without locale. */
  readonly asPath: string
  /** With i18n. */
  readonly locale?: string
}

export interface StaticPaths {
  /** Each path once, in the order they were returned (B93). */
  readonly paths: readonly StaticPath[]
  readonly fallback: boolean | 'blocking'
}

/**
 * Runs getStaticPaths of a dynamic route.
 *
 * A path given as a string is percent-encoded, parameters are raw (B93). An optional catch-all may be `[]`, `false`, `null`
 * or `undefined` for its root, if the key is there (B96). With i18n a path is in the language that it names, as a string by
 * its prefix and as an object by `locale`, or in the default one (B101).
 *
 * @throws what getStaticPaths throws, as an `Error`.
 * @throws EverfreshError `INVALID_DATA` when it returns what may not be (B163, B164).
 */
export async function runStaticPaths(
  module: StaticPathsModule,
  pattern: Pattern,
  i18n?: Languages,
): Promise<StaticPaths> {
  const { paths, fallback } = checkPathList(await call(module, i18n), pattern.source)
  const byKey = new Map<string, StaticPath>()
  for (const item of paths) {
    const path = typeof item === 'string' ? pathOfString(item, pattern, i18n) : pathOfObject(item, pattern, i18n)
    const key = keyOf(withLocale(path.asPath, path.locale))
    if (!byKey.has(key)) byKey.set(key, path)
  }
  return { paths: [...byKey.values()], fallback }
}

type Languages = Pick<I18nSettings, 'locales' | 'defaultLocale'>

async function call(module: StaticPathsModule, i18n: Languages | undefined): Promise<unknown> {
  try {
    return await module.getStaticPaths(i18n ? { locales: [...i18n.locales], defaultLocale: i18n.defaultLocale } : {})
  } catch (thrown) {
    throw errorFrom(thrown, 'getStaticPaths')
  }
}

function pathOfString(given: string, pattern: Pattern, i18n: Languages | undefined): StaticPath {
  const bare = given.length > 1 && given.endsWith('/') ? given.slice(0, -1) : given
  const { locale = i18n?.defaultLocale, pathname } = i18n
    ? readable(bare, pattern, () => splitLocale(bare, i18n.locales))
    : { pathname: bare }
  const matches = () => matchPattern(pattern, pathname)
  const params = pathname.startsWith('/') ? readable(pathname, pattern, matches) : undefined
  if (!params) throw invalidData(`The provided path \`${given}\` does not match the page: \`${pattern.source}\`.`)
  return pathOf(params, pattern, locale)
}

function readable<Result>(pathname: string, pattern: Pattern, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause
    throw invalidData(
      `The path \`${pathname}\` that getStaticPaths returned for ${pattern.source} is no valid percent-encoding. ` +
        'Return an object with `params` instead: they are encoded for you.',
    )
  }
}

function pathOfObject(
  given: Readonly<Record<string, unknown>>,
  pattern: Pattern,
  i18n: Languages | undefined,
): StaticPath {
  const { source, segments } = pattern
  const extra = Object.keys(given).filter((key) => key !== 'params' && key !== 'locale')
  if (extra.length > 0) throw additionalKeys(pattern, extra)
  const locale = given['locale'] || i18n?.defaultLocale
  if (locale !== undefined && !i18n?.locales.includes(locale as string)) {
    throw invalidData(
      `Invalid locale returned from getStaticPaths for ${source}, the locale ${String(locale)} is not specified in ` +
        'everfresh.config',
    )
  }
  const raw = Object(given['params']) as Readonly<Record<string, unknown>>
  const params: Params = {}
  for (const segment of segments) {
    if (segment.kind === 'static') continue
    const value = paramOf(segment, raw, source)
    // A page at the root of an optional catch-all has no such parameter (B96).
    if (segment.kind !== 'optional-catch-all' || value.length > 0) params[segment.value] = value
  }
  return pathOf(params, pattern, locale as string | undefined)
}

function paramOf(
  { kind, value: name }: Segment,
  params: Readonly<Record<string, unknown>>,
  page: string,
): string | string[] {
  const isArray = kind !== 'dynamic'
  let value = Object.hasOwn(params, name) ? params[name] : undefined
  if (kind === 'optional-catch-all' && Object.hasOwn(params, name)) value = value || []
  const isValid = isArray
    ? Array.isArray(value) && value.every((part) => typeof part === 'string')
    : typeof value === 'string'
  if (!isValid) {
    throw invalidData(
      `A required parameter (${name}) was not provided as ${isArray ? 'an array' : 'a string'} ` +
        `received ${typeof value} in getStaticPaths for ${page}`,
    )
  }
  return value as string | string[]
}

function additionalKeys({ source, segments }: Pattern, keys: readonly string[]) {
  const example = segments.filter(({ kind }) => kind !== 'static').map(({ value }) => `${value}: ...`)
  return invalidData(
    `Additional keys were returned from \`getStaticPaths\` in page "${source}". URL Parameters intended for this dynamic ` +
      `route must be nested under the \`params\` key, i.e.:\n\n\treturn { params: { ${example.join(', ')} } }\n\n` +
      `Keys that need to be moved: ${keys.join(', ')}.`,
  )
}

function pathOf(params: Params, pattern: Pattern, locale: string | undefined): StaticPath {
  const dots = Object.values(params)
    .flat()
    .find((part) => part === '.' || part === '..')
  // Browsers resolve these before they ask, even when they are encoded.
  if (dots !== undefined) {
    throw invalidData(
      `getStaticPaths of ${pattern.source} returned the path segment "${dots}", which no browser can ask for.`,
    )
  }
  return { params, asPath: interpolate(pattern, params), ...(locale === undefined ? {} : { locale }) }
}
