/** Header fields as a cache keeps them: names as they were written, in their order, one value for each line. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

/** A field line: its name as it was written, and its value. */
export type Field = readonly [name: string, value: string]

export type Fields = readonly Field[]

/** Node has it since 15.4; its types do not know. */
interface RawNames {
  getRawHeaderNames(): string[]
}

/** The lines of a message that is about to be sent, names as they were written. */
export function fieldsOf(response: ServerResponse): Fields {
  return (response as unknown as RawNames).getRawHeaderNames().flatMap((name) => {
    const value = response.getHeader(name)
    return value === undefined ? [] : [value].flat().map((line): Field => [name, String(line)])
  })
}

/** Names with all their lines, as `setHeader` takes them. */
export function linesOf(fields: Fields): [name: string, lines: string | string[]][] {
  const names = new Map(fields.map(([name]) => [name.toLowerCase(), name]))
  return [...names].map(([key, name]) => {
    const lines = fields.filter(([each]) => each.toLowerCase() === key).map(([, value]) => value)
    return [name, lines.length === 1 ? lines[0]! : lines]
  })
}

/** All lines of a field as one value, as RFC 9110 §5.3 joins them; undefined where there is none. */
export function combined(fields: Fields, name: string): string | undefined {
  let joined: string | undefined
  for (const [each, value] of fields) {
    if (each.toLowerCase() === name) joined = joined === undefined ? value : `${joined}, ${value}`
  }
  return joined
}

export const without = (fields: Fields, names: ReadonlySet<string>): Fields =>
  fields.filter(([name]) => !names.has(name.toLowerCase()))

/** A request's field as one value; undefined where there is none. */
export function requestField(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** Members of a comma-separated list in lower case, without empty ones (RFC 9110 §5.6.1). */
export const listed = (value: string): string[] =>
  value
    .split(',')
    .map((member) => member.trim().toLowerCase())
    .filter((member) => member !== '')
