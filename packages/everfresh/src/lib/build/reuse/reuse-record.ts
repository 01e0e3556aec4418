/** What a deployment says to the build after it: what its pages were made from. `.everfresh/deployments/<id>/reuse.json`. */
import { readFile, writeFile } from 'node:fs/promises'
import { reuseFile } from '../../deployments/layout.ts'
import type { DataVersion } from '../../config/site-settings.ts'
import type { MadeFrom } from './made-from.ts'

/** Raised when the format changes; of a record that we do not know nothing is reused. */
const recordFormat = 1

/** A build whose code made some of the pages. */
export interface MakingBuild {
  /** Epoch ms. */
  readonly builtAt: number
  /** Files below the client's folder that its documents may refer to. */
  readonly files: readonly string[]
}

export interface ReuseRecord {
  readonly madeFrom: MadeFrom
  /** By tag, as they were before the first page was generated. */
  readonly versions: readonly (readonly [string, DataVersion])[]
  /** This build, and those that made pages which it reused, by id. */
  readonly builds: Readonly<Record<string, MakingBuild>>
}

export const writeReuseRecord = (directory: string, record: ReuseRecord): Promise<void> =>
  writeFile(reuseFile(directory), JSON.stringify({ format: recordFormat, ...record }))

/** Undefined where there is none, or none that can be relied on. */
export async function readReuseRecord(directory: string): Promise<ReuseRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(reuseFile(directory), 'utf8')) as Partial<ReuseRecord> & {
      format?: number
    }
    const isWhole = record.format === recordFormat && record.madeFrom && Array.isArray(record.versions) && record.builds
    return isWhole ? (record as ReuseRecord) : undefined
  } catch {
    return undefined
  }
}
