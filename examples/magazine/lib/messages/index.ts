/** What the magazine itself says, in the language of the page. */
import { useRouter } from 'next/router'
import { languageOf, type Language } from '../languages'
import german from './de'
import english, { type Messages } from './en'
import french from './fr'

const messages: Record<Language, Messages> = { en: english, fr: french, de: german }

export const messagesIn = (language: Language) => messages[language]

export function useLanguage(): Language {
  return languageOf(useRouter().locale)
}

export const useMessages = () => messagesIn(useLanguage())
