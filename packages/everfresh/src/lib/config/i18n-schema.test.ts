import { expect, test } from 'vitest'
import { settingsOf } from './settings-of.ts'

const i18nOf = (i18n: unknown) => settingsOf({ i18n }, 'next.config.js').settings.i18n

test('languages are complete, the default one first (B101)', () => {
  const domains = [{ domain: 'example.fr', defaultLocale: 'fr', http: true }]
  expect(i18nOf({ locales: ['fr', 'en'], defaultLocale: 'en', domains })).toEqual({
    locales: ['en', 'fr'],
    defaultLocale: 'en',
    domains,
    localeDetection: true,
  })
  expect(i18nOf(undefined)).toBeUndefined()
  expect(i18nOf(null)).toBeUndefined()
  expect(settingsOf({ i18n: { locales: ['en'], defaultLocale: 'en', localeDetection: false } }, 'x').warnings).toEqual(
    [],
  )
})

test('contradictions are told all at once (B101)', () => {
  const domains = [
    { domain: 'example.fr', defaultLocale: 'fr', locales: ['nl'] },
    { domain: 'example.be', defaultLocale: 'fr', locales: ['nl'] },
    { domain: 'EXAMPLE.fr', defaultLocale: 'xx' },
  ]
  const run = () => i18nOf({ locales: ['fr', 'nl', 'FR'], defaultLocale: 'en', domains })
  for (const problem of [
    'i18n.locales: lists fr more than once',
    'i18n.defaultLocale: "en" is not one of the locales',
    'i18n.domains.2.defaultLocale: "xx" is not one of the locales',
    'i18n.domains: lists example.fr more than once',
    'i18n.domains: example.fr and example.be have the same default locale, "fr"',
    'i18n.domains: example.fr and example.be have the same further locale, "nl"',
  ]) {
    expect(run).toThrow(problem)
  }
})

test.each([
  [{ locales: [], defaultLocale: 'en' }, 'i18n.locales'],
  [{ locales: ['a b'], defaultLocale: 'a b' }, 'i18n.locales.0: must be a locale'],
  [{ locales: ['api'], defaultLocale: 'api' }, 'folder with a meaning of its own'],
  [
    { locales: ['en'], defaultLocale: 'en', domains: [{ domain: 'https://a.example', defaultLocale: 'en' }] },
    'host name',
  ],
  [{ locales: ['en'], defaultLocale: 'en', domains: [{ domain: 'a.example:80', defaultLocale: 'en' }] }, 'and port'],
  [{ locales: ['en'], defaultLocale: 'en', localeDetection: 'no' }, 'i18n.localeDetection'],
  [{ defaultLocale: 'en' }, 'i18n.locales'],
])('refuses %j (B101)', (i18n, problem) => {
  expect(() => i18nOf(i18n)).toThrow(problem)
})
