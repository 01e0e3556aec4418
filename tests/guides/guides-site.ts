/** The site written after the guides, built or in development, with the data, pictures and secrets that it reads. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, devSite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit, type Visit, type VisitOptions } from '../support/visitor.ts'

export interface GuidesSite extends SiteCopy {
  readonly source: DataSource
  readonly server: RunningSite
  readonly url: string
  /** Where pictures of another host are. */
  readonly pictures: string
  /** What the build printed. */
  readonly built: string
  page(path: string, options?: VisitOptions): Promise<Visit>
}

const initialData = {
  '/blog': [{ id: 1, title: 'One' }],
  '/blog/1': { id: '1', title: 'One', content: 'The first' },
  '/blog/2': { id: '2', title: 'Two', content: 'The second' },
  '/blog/9': null,
  '/drafts/first': { title: 'Published', draft: 'Draft' },
  '/drafts/second': { title: 'Second', draft: 'Second draft' },
}

const localVariables = 'WHERE=.env.local\nMY_SECRET_TOKEN="held back"\nFROM_MACHINE=.env.local\n'

/** Builds and starts the site. */
export const serveGuides = (): Promise<GuidesSite> =>
  open(async (directory, env) => {
    const { output: built } = await buildSite(directory, { env })
    return { built, server: await startSite(directory, { env }) }
  })

/** Starts the site as its developers do. */
export const developGuides = (): Promise<GuidesSite> =>
  open(async (directory, env) => ({ built: '', server: await devSite(directory, { env }) }))

async function open(
  start: (directory: string, env: Record<string, string>) => Promise<Pick<GuidesSite, 'built' | 'server'>>,
): Promise<GuidesSite> {
  const source = await openDataSource(initialData)
  const host = await openPictureHost()
  const copy = await copySite('guides', { '.env.local': localVariables })
  for (const [path, width, height] of localPictures) {
    await picture(width, height).toFile(join(copy.directory, path))
  }
  const env = { SOURCE: source.url, PICTURES: host.url, FROM_MACHINE: 'the machine' }
  const close = async () => {
    await Promise.all([source.close(), host.close()])
    await copy.remove()
  }
  try {
    const { built, server } = await start(copy.directory, env)
    return {
      ...copy,
      source,
      server,
      url: server.url,
      pictures: host.url,
      built,
      page: (path, options) => visit(server.url + path, options),
      async remove() {
        await server.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const localPictures = [
  ['components/me.png', 400, 400],
  ['public/wide.png', 1000, 500],
  ['public/tall.png', 100, 200],
] as const

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } }).png()

async function openPictureHost() {
  const bytes = await picture(128, 128).toBuffer()
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/pictures/remote.png' ? 200 : 404, { 'content-type': 'image/png' }).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
