/** The weather at the rock, day by day: pressure and wind drift, seasons turn, and the rest follows from them. */
import { driftOf, pick, randomOf } from './random'

export interface Weather {
  /** hPa at noon. */
  pressure: number
  /** °C at noon. */
  temperature: number
  wind: { from: string; force: number }
  sky: 'clear' | 'broken cloud' | 'overcast' | 'rain' | 'fog'
  /** Sea miles. */
  visibility: number
}

const points = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']

/** `day` counts from the first day of the log; `yearDay` from the first of January. */
export function weatherOf(day: number, yearDay: number): Weather {
  const pressure = Math.round(972 + driftOf(day, 'pressure', 5) * 44 + driftOf(day, 'weeks', 19) * 18)
  const winter = (1 + Math.cos(((yearDay - 20) / 365) * 2 * Math.PI)) / 2
  const temperature = Math.round(16 - winter * 11 + (randomOf(day, 'temperature') - 0.5) * 5)
  const force = Math.max(0, Math.min(11, Math.round((1022 - pressure) / 7 + winter * 2 + randomOf(day, 'gusts') * 2)))
  const from = points[Math.floor(driftOf(day, 'wind', 7) * points.length)]!
  const sky = skyOf(day, pressure, force)
  const visibility = sky === 'fog' ? 0 : sky === 'rain' ? 4 : Math.round(8 + randomOf(day, 'visibility') * 14)
  return { pressure, temperature, wind: { from, force }, sky, visibility }
}

function skyOf(day: number, pressure: number, force: number): Weather['sky'] {
  if (pressure > 1012 && force < 4 && randomOf(day, 'fog') < 0.18) return 'fog'
  if (pressure < 994) return pick(['rain', 'rain', 'overcast'], day, 'sky')
  if (pressure < 1008) return pick(['overcast', 'broken cloud', 'rain'], day, 'sky')
  return pick(['clear', 'clear', 'broken cloud'], day, 'sky')
}
