/** The languages of the magazine and where each is at home. */
export const languages = ['en', 'fr', 'de'] as const
export type Language = (typeof languages)[number]

export const nameOfLanguage: Record<Language, string> = { en: 'English', fr: 'Français', de: 'Deutsch' }

const homes: Record<Language, string> = {
  en: 'https://meridian.test',
  fr: 'https://fr.meridian.test',
  de: 'https://de.meridian.test',
}

export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language)

/** The language of a request or a page; English where Next.js has none. */
export const languageOf = (locale: string | undefined): Language => (isLanguage(locale) ? locale : 'en')

/** The public address of a page, for search engines and feed readers. */
export const publicUrl = (language: Language, path: string) => homes[language] + (path === '/' ? '' : path)

/** The path of a page as this server answers it, whatever the domain. */
export const localePath = (language: Language, path: string) =>
  language === 'en' ? path : `/${language}${path === '/' ? '' : path}`

/** The path of one page in each language that has it. */
export type Alternates = Partial<Record<Language, string>>

export const inEveryLanguage = (path: string): Alternates => ({ en: path, fr: path, de: path })
