/** Reads a guide as what its reader does: files to write and commands to type, in order. */

export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly content: string }
  /** `background`: a command that goes on running while the reader uses a second terminal. */
  | { readonly kind: 'command'; readonly command: string; readonly background: boolean }

const fence = /^```(?<language>\w+)(?: +(?<note>[^\n]+))?\n(?<text>[\s\S]*?)^```$/gm

/**
 * Steps of a Markdown document. A fenced block is a command when its language is `sh` (`sh background` for one that goes
 * on), a file when a path follows the language, and otherwise something to look at.
 */
export function stepsOf(markdown: string): Step[] {
  return [...markdown.matchAll(fence)].flatMap(({ groups }): Step[] => {
    const { language, note, text = '' } = groups ?? {}
    if (language === 'sh') return [{ kind: 'command', command: text, background: note === 'background' }]
    return note === undefined ? [] : [{ kind: 'file', path: note, content: text }]
  })
}
