/** Finds the JavaScript in pages of other languages, such as MDX, which have it in paragraphs of their own. */

/**
 * Returns the paragraphs of `text` that begin with `import` or `export`. One goes on past an empty line for as long as
 * `isComplete` says that it is no whole program.
 */
export function embeddedCode(text: string, isComplete: (code: string) => boolean): string {
  const found: string[] = []
  let begun: string | undefined
  for (const paragraph of text.split(/\r?\n[ \t]*\r?\n/)) {
    if (begun === undefined && !/^\s*(?:import|export)\b/.test(paragraph)) continue
    begun = begun === undefined ? paragraph : `${begun}\n\n${paragraph}`
    if (!isComplete(begun)) continue
    found.push(begun)
    begun = undefined
  }
  return found.join('\n')
}
