/** Sites with many pages in their stores. What takes long to make is kept for the next run. */
import { execFile } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Builder, everfreshBuilder, nextBuilder } from '../build/builders.ts'
import { tell } from '../progress.ts'
import { everfreshBin, isPreparationTrusted, repository } from '../requirements.ts'
import { answerOf } from '../peers/recorded-page.ts'
import { type ServerProcess, startServer } from '../server-process.ts'

/** More than the default, which a million pages would exceed. */
export const mostBytes = 100 * 2 ** 30

/** The catalogue as Everfresh builds it. */
export async function builtEverfresh(pages: number): Promise<string> {
  return built(await everfreshBuilder('tail'), '.everfresh/active', pages)
}

/** The catalogue as Next.js builds it. */
export async function builtNext(pages: number): Promise<string> {
  return built(await nextBuilder('next', 'tail'), '.next/BUILD_ID', pages)
}

async function built(builder: Builder, proof: string, pages: number): Promise<string> {
  const { directory, name } = builder
  const note = `${directory}/.pages`
  const isThere = existsSync(`${directory}/${proof}`) && (await contentOf(note)) === String(pages)
  // Next.js stays as it is; Everfresh is what changes.
  if (isThere && (name === 'next' || isPreparationTrusted())) return directory
  tell(`tail · ${name} builds ${pages} pages`)
  await builder.build({ pages, dataMs: 0 })
  await writeFile(note, String(pages))
  return directory
}

/**
 * A server whose store holds `pages` pages with `htmlBytes` of HTML each. They are put there directly: rendering a million of
 * them would take longer than all of the bench.
 */
export async function startSeeded(pages: number, htmlBytes: number): Promise<ServerProcess> {
  const name = `everfresh-${pages}`
  const { directory, build } = await everfreshBuilder(`tail-${pages}`)
  await writeFile(
    `${directory}/everfresh.config.js`,
    `export default ${JSON.stringify({ store: { type: 'lmdb', maxBytes: mostBytes } })}\n`,
  )
  if (!existsSync(`${directory}/.everfresh/active`) || !isPreparationTrusted()) {
    await build({ pages: 1, dataMs: 0 }, true)
  }
  const start = () => startServer(name, [everfreshBin, 'start', directory], repository, '/products/chair-1')
  const server = await start()
  if (await holds(server, pages, htmlBytes)) return warm(server, directory)
  await server.stop()
  tell(`tail · ${pages} pages are put into a store`)
  await rm(`${directory}/.everfresh/pages`, { recursive: true, force: true })
  // The site brings the page that is the model of all others.
  await (await start()).stop()
  const args = ['--conditions=everfresh-source', '--import', 'tsx', seedProgram, directory, `${pages}`, `${htmlBytes}`]
  await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 })
  return warm(await start(), directory)
}

const seedProgram = fileURLToPath(new URL('./seed.ts', import.meta.url))

/** Whether an earlier run left the pages there, as the present code wants them. */
async function holds({ url }: ServerProcess, pages: number, htmlBytes: number): Promise<boolean> {
  for (const share of [0.2, 0.5, 1]) {
    const { headers, body } = await answerOf(`${url}/products/chair-${Math.ceil(pages * share)}`, {})
    if (headers['x-nextjs-cache'] !== 'HIT' || body.byteLength !== htmlBytes) return false
  }
  return true
}

/** Reads the file once, so that it is memory that is measured and not the disk. */
async function warm(server: ServerProcess, directory: string): Promise<ServerProcess> {
  for await (const _ of createReadStream(`${directory}/.everfresh/pages/data.mdb`, { highWaterMark: 2 ** 22 }));
  return server
}

const contentOf = (file: string) => readFile(file, 'utf8').catch(() => undefined)
