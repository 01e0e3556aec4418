/** What a rule captured, as it may be put into paths, into text and into headers. Runs in browsers too. */

export interface RuleParam {
  /** Percent-encoded, for a path. A list where the pattern repeats. */
  readonly encoded: string | readonly string[]
  /** As somebody reads it, for a query. */
  readonly text: string
  /** As it came, for headers. */
  readonly raw: string
  /** Whether its pattern repeats. */
  readonly isList: boolean
}

export type RuleParams = Readonly<Record<string, RuleParam>>

/** A parameter from a path, which is percent-encoded. @throws URIError */
export const paramOfPath = (value: string | readonly string[]): RuleParam => {
  const raw = typeof value === 'string' ? value : value.join('/')
  return { encoded: value, text: decodeURIComponent(raw), raw, isList: typeof value !== 'string' }
}

/** A parameter from a header, a cookie, the query or the host, which is any text: in a path it can only be what it says. */
export function paramOfText(text: string): RuleParam {
  const encoded = text.split('/').map(encodeURIComponent)
  return { encoded, text, raw: /^[\x20-\x7e]*$/.test(text) ? text : encoded.join('/'), isList: false }
}

const parameter = /:([A-Za-z_]\w*)[*+?]?/g

/** What may be parameters in text that is no path. */
export const namesInText = (text: string): string[] => [...text.matchAll(parameter)].map(([, name]) => name!)

/** Fills parameters into text that is no path: a colon in front of anything else means nothing. */
export function fillText(text: string, params: RuleParams, form: 'text' | 'raw'): string {
  if (!text.includes(':')) return text
  return text.replace(parameter, (written, name: string) =>
    Object.hasOwn(params, name) ? params[name]![form] : written,
  )
}
