/** Checks that every relative link in our Markdown leads to a file, and to a heading where it names one. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** @param {string} markdown */
const withoutCode = (markdown) =>
  markdown.replaceAll(/^ *(```+|~~~+)[^\n]*\n[\s\S]*?^ *\1 *$/gm, '').replaceAll(/`[^`\n]*`/g, '')

/**
 * The anchors of a document's headings, as code hosts make them: lower case, punctuation dropped, spaces to hyphens.
 *
 * @param {string} markdown
 * @returns {Set<string>}
 */
export function anchorsOf(markdown) {
  const anchors = new Set()
  const text = markdown.replaceAll(/^ *(```+|~~~+)[^\n]*\n[\s\S]*?^ *\1 *$/gm, '')
  for (const [, heading = ''] of text.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  for (const [, id = ''] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id)
  return anchors
}

/**
 * The targets of a document's links and images that lead to files of the repository.
 *
 * @param {string} markdown
 */
export function relativeLinks(markdown) {
  const links = withoutCode(markdown).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)/gm)
  return [...links]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
}

/**
 * Says what is wrong with the link, or returns undefined.
 *
 * @param {string} file absolute path of the document
 * @param {string} link
 */
export function faultOf(file, link) {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? file : resolve(dirname(file), decodeURIComponent(path))
  if (!existsSync(target)) return 'leads nowhere'
  if (anchor && target.endsWith('.md') && !anchorsOf(readFileSync(target, 'utf8')).has(anchor))
    return 'names no heading there'
  return undefined
}

function main() {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  })
  // What an example shows to its visitors links to its own pages.
  const isContent = (/** @type {string} */ file) => /^examples\/[^/]+\/content\//.test(file)
  const files = [...new Set(listed.split('\n'))].filter(
    (file) => file !== '' && !isContent(file) && existsSync(join(root, file)),
  )
  for (const file of files.map((name) => join(root, name))) {
    for (const link of relativeLinks(readFileSync(file, 'utf8'))) {
      const fault = faultOf(file, link)
      if (fault === undefined) continue
      console.error(`${relative(root, file)}: the link ${link} ${fault}`)
      process.exitCode = 1
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main()
