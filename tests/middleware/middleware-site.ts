/** The site with middleware, built against a data source, and visitors who are known or not. */
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { buildIdOf, visit, type Visit, type VisitOptions } from '../support/visitor.ts'

export interface MiddlewareSite extends SiteCopy {
  readonly source: DataSource
  readonly env: Readonly<Record<string, string>>
  readonly server: RunningSite
  readonly buildId: string
  ask(path: string, options?: VisitOptions): Promise<Visit>
  data(path: string, options?: VisitOptions): Promise<Visit>
  /** The secret of revalidation over HTTP. */
  previewModeId(): Promise<string>
}

export const data = {
  '/dashboard': { text: 'Only for members' },
  '/posts/one': { title: 'The first post' },
  '/later': {},
}

export const member = { cookie: 'session=valid' }
export const privately = 'private, no-cache, no-store, max-age=0, must-revalidate'

export async function openMiddlewareSite(more: Readonly<Record<string, string>> = {}): Promise<MiddlewareSite> {
  const source = await openDataSource(data)
  const copy = await copySite('middleware')
  const env = { SOURCE: source.url, ...more }
  const basePath = more['ELSEWHERE'] ? '/docs' : ''
  await buildSite(copy.directory, { env })
  const server = await startSite(copy.directory, { env })
  const ask = (path: string, options?: VisitOptions) => visit(server.url + basePath + path, options)
  const buildId = buildIdOf(await ask(basePath === '' ? '/' : ''))
  return {
    ...{ ...copy, source, env, server, buildId, ask },
    data: (path, options) => ask(`/_next/data/${buildId}${path}.json`, options),
    async previewModeId() {
      const secrets = await readFile(join(copy.directory, '.everfresh/preview.json'), 'utf8')
      return (JSON.parse(secrets) as { previewModeId: string }).previewModeId
    },
    async remove() {
      await server.stop()
      await source.close()
      await copy.remove()
    },
  }
}

/** What a page of `/lab` says that it saw. */
export function seenBy({ text }: Visit): {
  readonly name: string
  readonly query: unknown
  readonly resolvedUrl: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: unknown
} {
  const json = /<pre>(.*?)<\/pre>/.exec(text)?.[1]
  if (json === undefined) throw new Error(`Nothing was seen in:\n${text}`)
  return JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}

/** Sends `bytes`, keeps the line open for an answer, and returns what comes until the other side closes it. */
export async function sendBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(bytes, 'latin1')
  return text(socket)
}
