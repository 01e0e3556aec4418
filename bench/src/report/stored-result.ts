/** The last result of each bench, kept in `bench/results`, so that one bench alone renews its part of the report. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import type { machineText, Noise } from '../machine.ts'
import type { BenchResult } from '../result.ts'
import { svgOf } from './chart-svg.ts'

export interface StoredResult extends BenchResult {
  /** Day on which it was measured: `2026-11-21`. */
  readonly on: string
  readonly machine: ReturnType<typeof machineText>
  readonly noise: Noise | undefined
  /** Why the machine was too noisy for a comparison that was made all the same. */
  readonly objections: readonly string[]
}

/** Writes the result and its charts. */
export async function storeResult(folder: string, result: StoredResult): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/${result.name}.json`, `${JSON.stringify(result, null, 2)}\n`)
  for (const chart of result.charts) await writeFile(`${folder}/${chart.name}.svg`, svgOf(chart))
}

/** In no order. */
export async function storedResults(folder: string): Promise<StoredResult[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'))
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(`${folder}/${file}`, 'utf8')) as StoredResult))
}
