/** Dates in header fields. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const preferred = /^[a-z]{3}, (\d{2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) gmt$/i
const rfc850 = /^[a-z]{6,9}, (\d{2})-([a-z]{3})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) gmt$/i
const asctime = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/i

/**
 * Epoch ms of a date in one of the three forms of RFC 9110 §5.6.7; undefined for everything else, whatever `Date.parse` would
 * make of it.
 *
 * @param now Epoch ms: a year of two digits that would be more than 50 years ahead is taken to be past.
 */
export function parseHttpDate(value: string, now: number): number | undefined {
  const [, day, month, year, ...time] =
    preferred.exec(value) ?? rfc850.exec(value) ?? inOrder(asctime.exec(value)) ?? []
  if (day === undefined || month === undefined || year === undefined) return undefined
  const [hour = 0, minute = 0, second = 0] = time.map(Number)
  const monthIndex = months.indexOf(month.toLowerCase())
  const isTime = hour < 24 && minute < 60 && second <= 60
  const date = Date.UTC(fullYear(year, now), monthIndex, Number(day), hour, minute, second)
  return monthIndex >= 0 && isTime && new Date(date).getUTCDate() === Number(day) ? date : undefined
}

function inOrder(match: RegExpExecArray | null): string[] | undefined {
  if (match === null) return undefined
  const [whole, month = '', day = '', hour = '', minute = '', second = '', year = ''] = match
  return [whole, day.trim(), month, year, hour, minute, second]
}

function fullYear(digits: string, now: number): number {
  if (digits.length === 4) return Number(digits)
  const thisYear = new Date(now).getUTCFullYear()
  const year = Math.floor(thisYear / 100) * 100 + Number(digits)
  return year > thisYear + 50 ? year - 100 : year
}
