/** Everfresh's own answers with a page, for its peers to repeat: the same bytes, and where they let themselves be told, the same headers. */
import { mkdir, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { benchDirectory } from '../requirements.ts'

export type Variant = 'identity' | 'gzip' | 'notModified'
export const variants: readonly Variant[] = ['identity', 'gzip', 'notModified']

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface RecordedPage {
  readonly path: string
  readonly answers: Readonly<Record<Variant, Answer>>
  /** JSON of the answers, bodies in base64: what `constant-server.js` reads. */
  readonly file: string
}

export async function recordPage(url: string, path: string): Promise<RecordedPage> {
  const identity = await answerOf(url + path, {})
  const gzip = await answerOf(url + path, { 'accept-encoding': 'gzip' })
  const notModified = await answerOf(url + path, { 'if-none-match': identity.headers['etag'] ?? '' })
  const answers = { identity, gzip, notModified }
  const file = `${benchDirectory}peers/recorded.json`
  await mkdir(`${benchDirectory}peers`, { recursive: true })
  const written = Object.entries(answers).map(([name, each]) => [name, { ...each, body: each.body.toString('base64') }])
  await writeFile(file, JSON.stringify(Object.fromEntries(written)))
  return { path, answers, file }
}

export const answerOf = (url: string, headers: Readonly<Record<string, string>>) =>
  new Promise<Answer>((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        // What node:http adds by itself would otherwise be there twice.
        const { date: _, connection: _2, 'keep-alive': _3, ...kept } = response.headers as Record<string, string>
        resolve({ status: response.statusCode!, headers: kept, body: Buffer.concat(chunks) })
      })
    }).on('error', reject)
  })

/** What a client sends who wants the variant, and has the page with `etag`. */
export function requestHeaders(variant: Variant, etag: string): Readonly<Record<string, string>> {
  if (variant === 'gzip') return { 'Accept-Encoding': 'gzip' }
  return variant === 'notModified' ? { 'If-None-Match': etag } : {}
}
