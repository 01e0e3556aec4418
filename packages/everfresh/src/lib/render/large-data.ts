/** Warns about pages whose data are so large that every visitor pays for it (B151). */
import type { RenderSettings } from './render-types.ts'

const warned = new Set<string>()

/** Once per route; in development each time, since the developer is looking. */
export function warnAboutLargeData(settings: RenderSettings, route: string, asPath: string, data: string): void {
  const { largePageDataBytes, mode } = settings
  if (data.length <= largePageDataBytes || (warned.has(route) && mode !== 'dev')) return
  warned.add(route)
  const where = route === asPath ? '' : ` (path "${asPath}")`
  console.warn(
    `Warning: data for page "${route}"${where} is ${kilobytes(data.length)} which exceeds the threshold of ${kilobytes(largePageDataBytes)}, this amount of data can reduce performance. Return less from its data function, or fetch it in the browser.`,
  )
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`
