/** The log of the lighthouse: one entry a day, made up from its date alone, so that 9,988 of them need no files. */
import { dayAfter, daysBetween } from '../dates'
import { happeningsOf, remarkOf, skySentence, windName } from './sentences'
import { weatherOf, type Weather } from './weather'

const lastDay = '2026-10-31'
const entries = 9988
const firstDay = dayAfter(lastDay, 1 - entries)

export interface LogEntry {
  /** Such as `log-2026-10-31`. */
  slug: string
  day: string
  title: string
  author: string
  tags: string[]
  excerpt: string
  weather: Weather
  markdown: string
}

/** All days that have an entry, newest first. */
export const logDays = (): string[] => Array.from({ length: entries }, (_, index) => dayAfter(lastDay, -index))

export const slugOfDay = (day: string): string => `log-${day}`

/** The entry with this slug; undefined when there is none. */
export function logEntry(slug: string): LogEntry | undefined {
  const [, day] = /^log-(\d{4}-\d\d-\d\d)$/.exec(slug) ?? []
  // Days such as 31 February are none.
  if (day === undefined || Number.isNaN(Date.parse(day)) || dayAfter(day, 0) !== day) return undefined
  const number = daysBetween(firstDay, day)
  return number < 0 || number >= entries ? undefined : entryOf(day, number)
}

function entryOf(day: string, number: number): LogEntry {
  const weather = weatherOf(number, daysBetween(`${day.slice(0, 4)}-01-01`, day))
  const { wind, pressure, temperature, visibility } = weather
  const happenings = happeningsOf(number, weather)
  const sky = skySentence(number, weather)
  const air = wind.force === 0 ? 'calm' : `${windName(wind.force)} from the ${wind.from}`
  return {
    slug: slugOfDay(day),
    day,
    title: `${capital(air)}, ${pressure} hPa`,
    author: happenings.some(({ tag }) => tag === 'birds') && number % 3 === 0 ? 'ines-calloway' : 'mara-quill',
    tags: ['log', ...new Set(happenings.map(({ tag }) => tag))],
    excerpt: `${sky} ${happenings[0]?.text ?? ''}`.replaceAll('*', '').trim(),
    weather,
    markdown: [
      `${sky} ${capital(air)}, force ${wind.force}.`,
      ...happenings.map(({ text }) => text),
      [
        '| at noon | |',
        '| --- | ---: |',
        `| pressure | ${pressure} hPa |`,
        `| temperature | ${temperature} °C |`,
        `| visibility | ${visibility === 0 ? 'under a mile' : `${visibility} miles`} |`,
      ].join('\n'),
      `> ${remarkOf(number)}`,
    ].join('\n\n'),
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
