/** Changes single values of a JSON file and leaves the rest of it alone: comments, order, indentation. */
import { applyEdits, type JSONPath, modify, parse, type ParseError, printParseErrorCode } from 'jsonc-parser'
import { EverfreshError } from '../errors.ts'

/** @throws EverfreshError INVALID_CONFIG when `text` is no JSON object, comments and trailing commas allowed. */
export function readJson(text: string, file: string): Readonly<Record<string, unknown>> {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error === undefined && typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  const reason = error === undefined ? 'it holds no object' : printParseErrorCode(error.error)
  throw new EverfreshError('INVALID_CONFIG', `${file} cannot be read (${reason}). Correct it first.`)
}

export function withValue(text: string, path: JSONPath, value: unknown): string {
  const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize: indentationOf(text) }
  return applyEdits(text, modify(text, path, value, { formattingOptions }))
}

const indentationOf = (text: string) => /^( +)\S/m.exec(text)?.[1]?.length ?? 2
