/** The instruments at noon, as dials. */
import type { Weather } from '@/lib/log/weather'
import styles from './weather-dials.module.css'

export function WeatherDials({ pressure, temperature, wind }: Weather) {
  return (
    <dl className={styles.dials}>
      <Dial name="Pressure" value={pressure} unit="hPa" part={(pressure - 960) / 90} />
      <Dial name="Temperature" value={temperature} unit="°C" part={(temperature + 5) / 30} />
      <Dial name={`Wind, ${wind.from}`} value={wind.force} unit="Bft" part={wind.force / 12} />
    </dl>
  )
}

interface DialProps {
  name: string
  value: number
  unit: string
  /** How far the needle is, 0 to 1. */
  part: number
}

function Dial({ name, value, unit, part }: DialProps) {
  const angle = Math.round(-120 + Math.min(1, Math.max(0, part)) * 240)
  return (
    <div className={styles.dial}>
      <svg viewBox="0 0 100 78" aria-hidden="true">
        <path d="M 15.4 70 A 40 40 0 1 1 84.6 70" className={styles.scale} />
        <line x1="50" y1="50" x2="50" y2="17" className={styles.needle} transform={`rotate(${angle} 50 50)`} />
        <circle cx="50" cy="50" r="3.5" className={styles.hub} />
      </svg>
      <dt>{name}</dt>
      <dd>
        {value} {unit}
      </dd>
    </div>
  )
}
