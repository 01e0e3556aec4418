/** A site that uses what sites are made of: styles of all kinds, fonts, compilers, packages, every import of `next`. */
import { cp, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { listen } from '@everfresh/server'
import { copySite, type SiteCopy } from '../support/site.ts'

export interface RenderingSite extends SiteCopy {
  readonly env: { readonly EVERFRESH_GOOGLE_FONTS: string }
}

/** Copies it, with its packages where a package manager would have put them, and a service that has fonts. */
export async function openRenderingSite(): Promise<RenderingSite> {
  const site = await copySite('rendering')
  await cp(join(site.directory, 'packages'), join(site.directory, 'node_modules'), { recursive: true })
  const fonts = await openFontService(join(site.directory, 'fonts/square.ttf'))
  return {
    ...site,
    env: { EVERFRESH_GOOGLE_FONTS: fonts.url },
    async remove() {
      fonts.close()
      await site.remove()
    },
  }
}

/** Answers as Google Fonts does, with one font for all. */
async function openFontService(file: string): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (pathname === '/square.ttf') return void response.end(await readFile(file))
    if (searchParams.get('family') !== 'Roboto Mono:wght@400;700') return void response.writeHead(400).end()
    const face = (weight: number) =>
      `@font-face { font-family: 'Roboto Mono'; font-weight: ${weight}; src: url(${url}/square.ttf) format('truetype'); }`
    response.end(`/* latin */\n${face(400)}\n${face(700)}`)
  })
  const url = await listen(server, 0)
  return { url, close: () => void server.close() }
}
