/** `next/web-vitals`: tells a component how fast the page was for this visitor. */
import { useEffect } from 'react'
import { observeWebVitals, type WebVital } from '../client/web-vitals.ts'

export type { WebVital as NextWebVitalsMetric } from '../client/web-vitals.ts'

/** Calls `report` with each measure once it is known; it should stay the same function, since a new one hears all again. */
export function useReportWebVitals(report: (metric: WebVital) => void): void {
  useEffect(() => observeWebVitals(report), [report])
}
