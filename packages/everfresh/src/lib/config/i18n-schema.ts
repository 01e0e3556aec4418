/** The rules that the configuration's `i18n` is checked by, and its final form. */
import { z } from 'zod'
import type { I18nSettings } from '../routes/locale-path.ts'

const locale = z
  .string()
  .regex(/^[^/?#\\%\s]+$/, 'must be a locale such as "en" or "en-US"')
  .refine((name) => !['api', '_next'].includes(name.toLowerCase()), 'is the name of a folder with a meaning of its own')

const domain = z.strictObject({
  domain: z.string().regex(/^[^/:?#\\%\s]+$/, 'must be a host name without protocol and port, such as "example.fr"'),
  defaultLocale: locale,
  locales: z.array(locale).optional(),
  // Next.js's own type allows nothing but true; sites that write false mean what it says.
  http: z.boolean().optional(),
})

const shape = z.strictObject({
  locales: z.array(locale).min(1),
  defaultLocale: locale,
  domains: z.array(domain).optional(),
  localeDetection: z.boolean().optional(),
})

type GivenI18n = z.output<typeof shape>

export const i18nSchema = shape.superRefine((given, context) => {
  for (const [path, message] of contradictionsOf(given)) context.addIssue({ code: 'custom', path, message })
})

type Contradiction = readonly [path: (string | number)[], message: string]

function contradictionsOf({ locales, defaultLocale, domains = [] }: GivenI18n): Contradiction[] {
  const found: Contradiction[] = []
  const duplicates = repeated(locales.map((name) => name.toLowerCase()))
  if (duplicates.length > 0) found.push([['locales'], `lists ${duplicates.join(', ')} more than once`])
  const mustBeListed = (path: (string | number)[], name: string) => {
    if (!locales.includes(name)) found.push([path, `"${name}" is not one of the locales: ${locales.join(', ')}`])
  }
  mustBeListed(['defaultLocale'], defaultLocale)
  for (const [index, { defaultLocale: own, locales: others = [] }] of domains.entries()) {
    mustBeListed(['domains', index, 'defaultLocale'], own)
    for (const [at, name] of others.entries()) mustBeListed(['domains', index, 'locales', at], name)
  }
  for (const name of repeated(domains.map((each) => each.domain.toLowerCase()))) {
    found.push([['domains'], `lists ${name} more than once`])
  }
  const shared = (what: string, homesOf: (name: string) => typeof domains) => {
    for (const name of locales) {
      const homes = homesOf(name).map((each) => each.domain)
      if (homes.length > 1) found.push([['domains'], `${homes.join(' and ')} have the same ${what}, "${name}"`])
    }
  }
  shared('default locale', (name) => domains.filter((each) => each.defaultLocale === name))
  shared('further locale', (name) => domains.filter((each) => each.locales?.includes(name)))
  return found
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
]

/** Fills in the defaults; the default locale comes first, as sites find it in `router.locales`. */
export function i18nSettingsOf({ locales, defaultLocale, domains = [], localeDetection }: GivenI18n): I18nSettings {
  return {
    locales: [defaultLocale, ...locales.filter((name) => name !== defaultLocale)],
    defaultLocale,
    domains: domains.map(({ domain: name, defaultLocale: own, locales: others, http }) => ({
      domain: name,
      defaultLocale: own,
      ...(others === undefined ? {} : { locales: others }),
      ...(http ? { http } : {}),
    })),
    localeDetection: localeDetection ?? true,
  }
}
