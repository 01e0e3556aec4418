/** The log reads the same whenever and wherever it is made up. */
import { expect, test } from 'vitest'
import { logDays, logEntry, slugOfDay } from './log'

test('has an entry for each day since the keeper came, each with something in it', () => {
  const days = logDays()
  expect([days.length, days[0], days.at(-1)]).toEqual([9988, '2026-10-31', '1999-06-28'])
  const entries = days.map((day) => logEntry(slugOfDay(day))!)
  expect(new Set(entries.map(({ slug }) => slug)).size).toBe(9988)
  expect(entries.every(({ tags, excerpt, markdown }) => tags.length > 1 && excerpt !== '' && markdown !== '')).toBe(
    true,
  )
})

test('says the same of a day each time', () => {
  expect(logEntry('log-2016-05-04')).toEqual(logEntry('log-2016-05-04'))
  expect(logEntry('log-2016-05-04')?.title).toBe('Light air from the south-west, 1026 hPa')
})

test.each([
  'log-2026-11-01',
  'log-1999-06-27',
  'log-2001-02-29',
  'log-2001-13-01',
  'log-',
  '2016-05-04',
  'log-2016-5-4',
])('has no entry %s', (slug) => {
  expect(logEntry(slug)).toBeUndefined()
})

test('weather stays what weather can be', () => {
  for (const day of logDays()) {
    const { pressure, temperature, wind } = logEntry(slugOfDay(day))!.weather
    expect(pressure).toBeGreaterThan(950)
    expect(pressure).toBeLessThan(1050)
    expect(Math.abs(temperature - 9)).toBeLessThan(16)
    expect(wind.force).toBeLessThan(12)
  }
})
