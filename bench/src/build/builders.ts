/** Who builds the site of the build bench, each in a folder of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import { everfreshBin, placeEverfresh, placeNext } from '../requirements.ts'
import { type GeneratingMarks, watchGenerating } from './generating.ts'
import { watchPeakMemory } from './process-tree.ts'

export type BuilderName = 'everfresh' | 'next' | 'next-tuned'

export interface Catalogue {
  readonly pages: number
  /** How long the data of a page take, ms. */
  readonly dataMs: number
}

/** What builders print around the generating of pages. */
export const marksOf = {
  everfresh: { begins: /Generating \d+ pages/, ends: /\b(\d+)\/\1 pages/ },
  next: { begins: /Generating static pages/, ends: /✓ Generating static pages/ },
} as const satisfies Record<string, GeneratingMarks>

export interface BuildRun {
  /** From the start of its process to its end. */
  readonly seconds: number
  /** Of these, from the first page to the last, as it prints itself. */
  readonly generatingSeconds: number | undefined
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
      return run(command, directory, catalogue, output === '.next' ? marksOf.next : marksOf.everfresh)
    },
  }
}

async function run(
  command: readonly string[],
  cwd: string,
  { pages, dataMs }: Catalogue,
  marks: GeneratingMarks,
): Promise<BuildRun> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    BENCH_PAGES: String(pages),
    BENCH_DATA_MS: String(dataMs),
  } as const
  const startedAt = performance.now()
  const child = spawn(process.execPath, command, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const generating = watchGenerating(marks)
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      generating.printed(text)
    })
  const memory = watchPeakMemory(child.pid!)
  const [code] = (await once(child, 'close')) as [number | null]
  const peakBytes = memory.stop()
  if (code !== 0) throw new Error(`${command.join(' ')} in ${cwd} failed:\n${printed}`)
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, generatingSeconds: generating.seconds, peakMB: peakBytes / 1e6 }
}
