/** Shows a developer what went wrong, in the page: the message, the file and line, the code around it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { changeEvent, waitingEvent } from '../vite/announce-changes.ts'

interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Lines shown before and after the failing one. */
const context = 4

/** What is known of the site: its folder, which shortens the paths that are shown, and the path that its URLs begin with. */
export interface ErrorPageSite {
  readonly root: string
  /** With slashes at both ends. */
  readonly base: string
}

/** A complete HTML document. It reloads itself when a file of the site is saved after `since` (epoch ms). */
export function errorPage(error: Error, { root, base }: ErrorPageSite, since: number): string {
  const position = positionOf(error, root)
  const where =
    position === undefined
      ? ''
      : `<p class="where">${escape(`${shorten(position.file, root)}:${position.line}:${position.column}`)}</p>`
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${escape(error.message)}</title><style>${style}</style>
<script type="module">${reloadOnChange(base, since)}</script></head>
<body><main><h1>${escape(error.name)}</h1><p class="message">${escape(error.message)}</p>${where}
${position === undefined ? '' : `<pre class="code">${codeAround(position)}</pre>`}
<details open><summary>Stack</summary><pre>${escape(stackOf(error, root))}</pre></details>
<p class="note">This page is shown in development only. Save the file and it reloads.</p></main></body></html>`
}

/** Where in the site's own code the error was thrown, or where it could not be compiled. */
export function positionOf(error: Error, root: string): Position | undefined {
  const { loc } = error as { loc?: { file?: string; line: number; column: number } }
  if (loc?.file !== undefined) return { file: loc.file, line: loc.line, column: loc.column }
  for (const line of (error.stack ?? '').split('\n')) {
    const [, file, row, column] = /(?:\(|at )((?:file:\/\/|\/)[^()]+?):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (file === undefined) continue
    const path = file.startsWith('file://') ? fileURLToPath(file) : file
    if (path.startsWith(`${root}/`) && !path.includes('/node_modules/'))
      return { file: path, line: Number(row), column: Number(column) }
  }
  return undefined
}

function codeAround({ file, line }: Position): string {
  let lines: string[]
  try {
    lines = readFileSync(file.split('?', 1)[0]!, 'utf8').split('\n')
  } catch {
    return ''
  }
  const first = Math.max(1, line - context)
  return lines
    .slice(first - 1, line + context)
    .map((text, index) => {
      const number = first + index
      const row = `${String(number).padStart(4)} │ ${escape(text)}`
      return number === line ? `<mark>${row}</mark>` : row
    })
    .join('\n')
}

const reloadOnChange = (base: string, since: number) =>
  `import { createHotContext } from ${JSON.stringify(`${base}@vite/client`)}
const hot = createHotContext('/everfresh-error-page')
hot.on(${JSON.stringify(changeEvent)}, () => location.reload())
hot.send(${JSON.stringify(waitingEvent)}, ${since})`

const shorten = (file: string, root: string) => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file)
const stackOf = ({ stack, message }: Error, root: string) => (stack ?? message).replaceAll(`${root}/`, '')
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const style = `body{margin:0;background:#16181d;color:#e8eaee;font:16px/1.5 system-ui,sans-serif}main{max-width:960px;margin:0 auto;padding:48px 24px}
h1{color:#ff7b72;font-size:20px;margin:0}.message{font-size:22px;white-space:pre-wrap;margin:8px 0}.where{color:#79c0ff;font-family:ui-monospace,monospace}
pre{background:#0d0f13;border-radius:8px;padding:16px;overflow:auto;font:13px/1.6 ui-monospace,monospace}mark{display:block;background:#5c1e1e;color:inherit}
summary{cursor:pointer;color:#9aa3af}.note{color:#9aa3af;font-size:14px}`
