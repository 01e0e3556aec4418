/** Writes JSON into a `<script>` so that it cannot end the script, and reads back as the same value. */

const escapes: Readonly<Record<string, string>> = {
  '&': '\\u0026',
  '<': '\\u003c',
  '>': '\\u003e',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/**
 * Returns `json` with the characters escaped that HTML, or a script in it, would read differently. Outside of strings
 * JSON has none of them, so the escapes always stand where JSON allows them.
 */
export function escapeJsonForHtml(json: string): string {
  return json.replace(/[&<>\u2028\u2029]/g, (character) => escapes[character]!)
}
