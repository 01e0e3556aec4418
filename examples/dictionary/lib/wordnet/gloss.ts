/** Splits WordNet's gloss, `meaning; "example"; "example"`, into its parts. */

export interface Gloss {
  readonly meaning: string
  readonly examples: readonly string[]
}

export function splitGloss(gloss: string): Gloss {
  const parts = splitOutsideQuotes(gloss)
  const isExample = (part: string) => part.startsWith('"')
  return {
    meaning: parts
      .filter((part) => !isExample(part))
      .map(typographic)
      .join('; '),
    examples: parts.filter(isExample).map(exampleOf),
  }
}

function splitOutsideQuotes(gloss: string): string[] {
  const parts = ['']
  let quoted = false
  for (const character of gloss) {
    if (character === '"') quoted = !quoted
    if (character === ';' && !quoted) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** `"To be or not to be"- Shakespeare` → `To be or not to be — Shakespeare`. */
function exampleOf(part: string): string {
  const [, text = part.slice(1), source = ''] = /^"([^"]*)"\s*(.*)$/s.exec(part) ?? []
  const author = source.replace(/^(-+|by)\s*/, '')
  return typographic(author === '' ? text : `${text} — ${author}`)
}

/** The files know neither opening quotes nor dashes: `word' and --. */
const typographic = (text: string) =>
  text
    .replace(/`([^`']*)'/g, '‘$1’')
    .replace(/(\w)'(\w)/g, '$1’$2')
    .replace(/\s*--\s*/g, ' – ')
