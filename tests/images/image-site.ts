/** The site that shows images, with pictures made for the occasion and a host that serves some, well or badly. */
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { copySite, type SiteCopy } from '../support/site.ts'
import { visit, type Visit } from '../support/visitor.ts'

export interface ImageSite extends SiteCopy {
  readonly upstream: Upstream
  readonly env: { readonly UPSTREAM: string }
}

export async function openImageSite(): Promise<ImageSite> {
  const upstream = await openUpstream()
  const copy = await copySite('images')
  const file = async (path: string, bytes: Buffer) => {
    await mkdir(join(copy.directory, path, '..'), { recursive: true })
    await writeFile(join(copy.directory, path), bytes)
  }
  await file('components/photo.png', await picture(800, 400, 'teal').png().toBuffer())
  await file('components/mark.png', await picture(32, 32, 'tomato').png().toBuffer())
  await file('public/photo.jpg', await picture(1000, 500, 'plum').jpeg().toBuffer())
  return {
    ...copy,
    upstream,
    env: { UPSTREAM: upstream.url },
    async remove() {
      await upstream.close()
      await copy.remove()
    },
  }
}

export const picture = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })

/** A picture that no format makes small: one of `seed` each. */
export async function noise(width: number, seed: number): Promise<Buffer> {
  let state = seed
  const bytes = Buffer.alloc(width * width * 3).map(() => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16)
  return sharp(bytes, { raw: { width, height: width, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

export interface Upstream {
  readonly url: string
  /** Answers `path` this way from now on. */
  set(path: string, answer: RequestListener): void
  requests(path: string): number
  close(): Promise<void>
}

/** An image host over real HTTP; paths that nobody set are answered with 404. */
async function openUpstream(): Promise<Upstream> {
  const answers = new Map<string, RequestListener>()
  const requests = new Map<string, number>()
  const server = createServer((request, response) => {
    const path = request.url!.split('?', 1)[0]!
    requests.set(path, (requests.get(path) ?? 0) + 1)
    const answer = answers.get(path)
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const remote = await picture(600, 600, 'gold').png().toBuffer()
  answers.set('/pictures/remote.png', (_request, response) => response.end(remote))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (path, answer) => void answers.set(path, answer),
    requests: (path) => requests.get(path) ?? 0,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Wanted {
  readonly width?: number
  readonly quality?: number
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the optimizer of `site` (base path included) for `url`. */
export const visitImage = (site: string, url: string, wanted: Wanted = {}): Promise<Visit> => {
  const { width = 320, quality = 75, accept = 'image/webp', headers = {} } = wanted
  const query = `url=${encodeURIComponent(url)}&w=${width}&q=${quality}`
  return visit(`${site}/_next/image?${query}`, { headers: { accept, ...headers } })
}
