/** Days as people read them. All days here are in UTC, written 2026-10-31. */
const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', timeZone: 'UTC' })

export const longDay = (day: string): string => long.format(new Date(day))
export const shortDay = (day: string): string => short.format(new Date(day))
export const yearOf = (day: string): number => Number(day.slice(0, 4))

/** Sorts what has a day, newest first. */
export const byDay = (a: { day: string }, b: { day: string }): number => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)

const dayMs = 86_400_000

/** The day `days` after `day`; before it, when negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

export const daysBetween = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / dayMs
