/** Reads an answer of the fixture site: what it was made of, whether its parts agree, and what it admits. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer, Marks, Visit } from '../checker/events.ts'

type Given = Omit<Answer, 'endedAt'>

export function answerOf(form: Visit['form'], status: number, headers: IncomingHttpHeaders, body: string): Given {
  const cacheStatus = String(headers['cache-status'] ?? '')
  const degraded = /detail=(store-unavailable|stale-if-error)/.exec(cacheStatus)?.[1]
  const isStale = headers['x-nextjs-cache'] === 'STALE'
  const admitted = { status, isStale, ...(degraded === undefined ? {} : { degraded }) }
  if (status !== 200) return admitted
  const found = form === 'html' ? marksInHtml(body) : marksInData(body)
  const [first, ...others] = found
  if (first === undefined) return { ...admitted, torn: 'nothing is marked' }
  const other = others.find((each) => each !== first)
  return other === undefined
    ? { ...admitted, marks: parse(first) }
    : { ...admitted, marks: parse(first), torn: `${first} and ${other}` }
}

/** One around everything, one in each of 40 lines, and the props at the document's end. */
const marksPerDocument = 42

function marksInHtml(html: string): string[] {
  const inMarkup = [...html.matchAll(/data-marks="([^"]+)"/g)].map(([, marks]) => marks!)
  const props = /"path":"([^"]+)","version":(\d+),"read":(\d+)/.exec(html)
  const all = props ? [...inMarkup, `${props[1]} ${props[2]} ${props[3]}`] : inMarkup
  return all.length === marksPerDocument && html.trimEnd().endsWith('</html>') ? all : []
}

function marksInData(json: string): string[] {
  try {
    const { pageProps } = JSON.parse(json) as { pageProps: Marks }
    return [`${pageProps.path} ${pageProps.version} ${pageProps.read}`]
  } catch {
    return []
  }
}

function parse(marks: string): Marks {
  const [path = '', version, read] = marks.split(' ')
  return { path, version: Number(version), read: Number(read) }
}
