/** What a build leaves behind that was killed, for the next one to go on with. */
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seedsFile } from '../deployments/layout.ts'
import { openPack, type PagePack } from '../serve/page-pack.ts'
import type { KeptPages } from './kept-pages.ts'
import type { DataVersion } from '../config/site-settings.ts'
import { siteEnvironment } from './site-environment.ts'

/** What a build notes of itself before it generates pages. */
export interface BuildNote {
  /** Of everything but data that its pages are made from: see `buildKeyOf`. */
  readonly key: string
  readonly id: string
  /** Epoch ms. */
  readonly builtAt: number
  /** Of the data as they were when it began, by tag, where pages may be reused. */
  readonly versions?: readonly (readonly [string, DataVersion])[] | undefined
}

export interface InterruptedBuild extends BuildNote {
  readonly pages: number
  readonly kept: KeptPages
}

/** Data may have changed since without anybody having said so: after this long a build begins anew, ms. */
const resumableMs = 60 * 60 * 1000

const noteFile = (directory: string) => join(directory, 'build.json')

export const writeNote = (directory: string, note: BuildNote) => writeFile(noteFile(directory), JSON.stringify(note))
export const removeNote = (directory: string) => rm(noteFile(directory), { force: true })

/** Changes with the environment of the site's code, and with `parts`. */
export function buildKeyOf(...parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([process.version, siteEnvironment(), ...parts]))
    .digest('base64url')
}

/** Opens the latest of the builds in `directories` that had the same key; undefined when there is none to go on with. */
export async function openInterrupted(
  directories: readonly string[],
  key: string,
  now: number,
): Promise<InterruptedBuild | undefined> {
  let latest: { readonly directory: string; readonly note: BuildNote } | undefined
  for (const directory of directories) {
    const note = await readNote(directory)
    if (note?.key !== key || now - note.builtAt > resumableMs) continue
    if (latest === undefined || note.builtAt >= latest.note.builtAt) latest = { directory, note }
  }
  if (latest === undefined) return undefined
  const { directory, note } = latest
  const pack = await openPack(seedsFile(directory), note.id, 'doubtful').catch(() => undefined)
  return pack && { ...note, pages: pack.pages.length, kept: keptIn(pack) }
}

async function readNote(directory: string): Promise<BuildNote | undefined> {
  try {
    return JSON.parse(await readFile(noteFile(directory), 'utf8')) as BuildNote
  } catch {
    return undefined
  }
}

const keptIn = (pack: PagePack): KeptPages => ({
  async find({ page }) {
    const packed = pack.find(page)
    return packed && pack.read(packed)
  },
  close: () => pack.close(),
})
