/** Dates as each language writes them. */
import type { Language } from './languages'

const formats = Object.fromEntries(
  Object.entries({ en: 'en-GB', fr: 'fr-FR', de: 'de-DE' }).map(([language, tag]) => [
    language,
    new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }),
  ]),
)

export const dateIn = (language: Language, iso: string) => formats[language]?.format(new Date(iso)) ?? iso
