/** Who builds the site of the build bench, each in a folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import { everfreshBin, placeEverfresh, placeNext } from '../requirements.ts'
import { watchPeakMemory } from './process-tree.ts'

export type BuilderName = 'everfresh' | 'next' | 'next-tuned'

export interface Catalogue {
  readonly pages: number
  /** How long the data of a page take, ms. */
  readonly dataMs: number
}

export interface BuildRun {
  readonly seconds: number
  readonly peakMB: number
}

export interface Builder {
  readonly name: BuilderName
  readonly directory: string
  /** From nothing, unless `again`: then over what the build before left. @throws with what it printed, when it fails. */
  build(catalogue: Catalogue, again?: boolean): Promise<BuildRun>
}

/** @param folder Part of its folder's name: each bench has its own. */
export async function everfreshBuilder(folder: string): Promise<Builder> {
  const directory = await placeEverfresh('product', folder)
  return builder('everfresh', directory, [everfreshBin, 'build'], '.everfresh')
}

export async function nextBuilder(name: 'next' | 'next-tuned', folder: string): Promise<Builder> {
  const directory = await placeNext('product', `${folder}-${name}`)
  const config = name === 'next' ? {} : { experimental: { staticGenerationMaxConcurrency: 64 } }
  await writeFile(`${directory}/next.config.mjs`, `export default ${JSON.stringify(config)}\n`)
  return builder(name, directory, [nextProgram(ensureNext()), 'build', '--webpack'], '.next')
}

function builder(name: BuilderName, directory: string, command: readonly string[], output: string): Builder {
  return {
    name,
    directory,
    async build(catalogue, again = false) {
      if (!again) await rm(`${directory}/${output}`, { recursive: true, force: true })
      return run(command, directory, catalogue)
    },
  }
}

async function run(command: readonly string[], cwd: string, { pages, dataMs }: Catalogue): Promise<BuildRun> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    BENCH_PAGES: String(pages),
    BENCH_DATA_MS: String(dataMs),
  } as const
  const startedAt = performance.now()
  const child = spawn(process.execPath, command, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const memory = watchPeakMemory(child.pid!)
  const [code] = (await once(child, 'close')) as [number | null]
  const peakBytes = memory.stop()
  if (code !== 0) throw new Error(`${command.join(' ')} in ${cwd} failed:\n${printed}`)
  return { seconds: (performance.now() - startedAt) / 1000, peakMB: peakBytes / 1e6 }
}
