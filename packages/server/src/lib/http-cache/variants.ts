/** Answers of one URL that depend on fields of the request (RFC 9111 §4.1). */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { combined, listed, requestField, type Fields } from './fields.ts'

/** Names of the fields that an answer depends on, in order; empty where it depends on none. */
export function selectingFieldsOf(fields: Fields): readonly string[] {
  const names = new Set(listed(combined(fields, 'vary') ?? ''))
  // Whole bodies are kept as they are, and compressed for whoever can read that: both are the same answer.
  if (combined(fields, 'content-encoding') === undefined) names.delete('accept-encoding')
  return [...names].sort()
}

/** What a request says in the fields `names`: equal for requests that an answer fits alike. */
export function selectionOf(headers: IncomingHttpHeaders, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => normalised(name, requestField(headers, name))))
}

/** A name for a variant beside the first one, of a length that does not depend on what was sent. */
export const variantKey = (key: string, names: readonly string[], selection: string): string =>
  `${key}#${createHash('sha256')
    .update(JSON.stringify([names, selection]))
    .digest('base64url')}`

/** Without what makes no difference: space around commas, and for languages and encodings, case and order. */
function normalised(name: string, value: string | undefined): string | null {
  if (value === undefined) return null
  if (name === 'accept-language' || name === 'accept-encoding' || name === 'accept') return preferences(value)
  return value
    .split(',')
    .map((member) => member.trim())
    .join(', ')
}

/** Members with their weights in an order of their own: `de, en;q=0.5` and `EN;q=0.50,de` ask for the same. */
function preferences(value: string): string {
  const members = value.split(',').flatMap((member) => {
    const [name = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase())
    if (name === '') return []
    const weight = parameters.find((parameter) => /^q *=/.test(parameter))
    const rest = parameters.filter((parameter) => parameter !== weight)
    const q = Number(weight?.split('=')[1] ?? 1)
    return [`${[name, ...rest].join(';')};q=${Number.isFinite(q) ? q : 0}`]
  })
  return members.sort().join(',')
}
