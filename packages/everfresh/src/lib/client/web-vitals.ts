/** Measures how fast a page was for its visitor, and tells who asks. */
import { onCLS, onFCP, onINP, onLCP, onTTFB, type Metric } from 'web-vitals'

/** A measure of the browser, or one of the application. Times in ms. */
export type WebVital =
  | (Metric & { readonly label: 'web-vital'; readonly startTime: number })
  | {
      readonly id: string
      readonly name: 'Next.js-hydration'
      readonly label: 'custom'
      readonly startTime: number
      readonly value: number
    }

/** Calls `report` with each measure as soon as it is known, the final ones when the visitor leaves. */
export function observeWebVitals(report: (metric: WebVital) => void): void {
  const tell = (metric: Metric) =>
    report({ ...metric, label: 'web-vital', startTime: metric.entries[0]?.startTime ?? 0 })
  for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB]) observe(tell)
}

/** The same for `reportWebVitals` of `pages/_app`, with the time that hydration took. */
export function reportWebVitals(report: (metric: WebVital) => void, hydration: { start: number; end: number }): void {
  report({
    id: `${Date.now()}-hydration`,
    name: 'Next.js-hydration',
    label: 'custom',
    startTime: hydration.start,
    value: hydration.end - hydration.start,
  })
  observeWebVitals(report)
}
