/** One example served twice: by the real Next.js and by Everfresh, each from a copy of its own. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildNextSite, copySiteForNext, startNextSite } from '../support/next-site.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { buildIdOf, visit } from '../support/visitor.ts'

export type Framework = 'next' | 'everfresh'

/** What a probe may ask. The same code asks both. */
export interface Side {
  readonly framework: Framework
  readonly url: string
  /** Writes a file of the site, path relative to it. */
  write(path: string, content: string): Promise<void>
  /** Deletes a file of the site. */
  remove(path: string): Promise<void>
  /** The address of the data of the page at `path`. */
  dataPath(path: string): Promise<string>
  /** Everything that the server printed so far. */
  readonly logs: () => string
  /** Stops the server and starts it again; `url` changes. */
  restart(): Promise<void>
}

export interface Service {
  /** Added to the environment of the build and the server. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

export interface OpenSide extends Side {
  close(): Promise<void>
}

export interface SideOptions {
  /** Name of a folder in `examples/`. */
  readonly example: string
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Opens what the site talks to, such as its CMS; each side has one of its own. */
  readonly openService?: ((framework: Framework) => Promise<Service>) | undefined
}

const tools = {
  next: { copy: copySiteForNext, build: buildNextSite, start: startNextSite },
  everfresh: { copy: copySite, build: buildSite, start: startSite },
}

const examples = fileURLToPath(new URL('../../examples', import.meta.url))

/** Copies, builds and starts the example. Leaves nothing behind when one of these fails. */
export async function openSide(framework: Framework, { example, env, openService }: SideOptions): Promise<OpenSide> {
  const { copy, build, start } = tools[framework]
  let service: Service | undefined
  let site: SiteCopy | undefined
  let server: RunningSite | undefined
  const close = async () => {
    await server?.stop()
    await site?.remove()
    await service?.close()
  }
  try {
    service = await openService?.(framework)
    const options = { env: { ...env, ...service?.env } }
    const { directory, write } = (site = await copy(join(examples, example)))
    await build(directory, options)
    let running = (server = await start(directory, options))
    return {
      framework,
      write,
      remove: (path) => rm(join(directory, path)),
      close,
      get url() {
        return running.url
      },
      logs: () => running.logs(),
      async dataPath(path) {
        const id = buildIdOf(await visit(`${running.url}/404`))
        return `/_next/data/${id}${path === '/' ? '/index' : path}.json`
      },
      async restart() {
        await running.stop()
        running = server = await start(directory, options)
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
