/** The secrets of preview mode and of revalidation over HTTP (B108, B112). They survive builds, so that webhooks and drafts go on. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface PreviewSecrets {
  /** 16 bytes in hex: allows revalidation over HTTP, and stands in the cookie of who may see drafts. */
  readonly previewModeId: string
  /** 32 bytes in hex: preview data are signed with it. */
  readonly previewModeSigningKey: string
  /** 32 bytes in hex: preview data are encrypted with it. */
  readonly previewModeEncryptionKey: string
}

/** Reads the secrets, or makes them: readable by the owner only. */
export async function previewSecrets(file: string): Promise<PreviewSecrets> {
  const existing = await read(file)
  if (isComplete(existing)) return existing
  const secrets = { ...newSecrets(), ...existing }
  const temporary = `${file}.${randomBytes(4).toString('hex')}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, JSON.stringify(secrets), { mode: 0o600, flush: true })
    // Unlike a rename, a link never replaces what another process put there first, and shows a whole file only.
    // A file of which parts are missing is no secret of anybody: that one is replaced.
    await link(temporary, file).catch(async (error: unknown) => {
      if (isComplete(await read(file))) throw error
      await rename(temporary, file)
    })
  } catch {
    // Another process was faster, or the folder is read-only: then the secrets live as long as this process.
  } finally {
    await rm(temporary, { force: true }).catch(() => {})
  }
  const kept = await read(file)
  return isComplete(kept) ? kept : secrets
}

const newSecrets = (): PreviewSecrets => ({
  previewModeId: randomBytes(16).toString('hex'),
  previewModeSigningKey: randomBytes(32).toString('hex'),
  previewModeEncryptionKey: randomBytes(32).toString('hex'),
})

const lengths = { previewModeId: 1, previewModeSigningKey: 64, previewModeEncryptionKey: 64 } as const
const names = Object.keys(lengths) as (keyof PreviewSecrets)[]

/** The secrets that can be used; the others are missing in what is returned. */
async function read(file: string): Promise<Partial<PreviewSecrets>> {
  try {
    const found = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, unknown>>
    return Object.fromEntries(
      names.filter((name) => isSecret(found[name], lengths[name])).map((name) => [name, found[name]]),
    )
  } catch {
    return {}
  }
}

const isSecret = (value: unknown, length: number): boolean =>
  typeof value === 'string' && value.length >= length && /^[0-9a-f]+$/i.test(value)

const isComplete = (secrets: Partial<PreviewSecrets>): secrets is PreviewSecrets =>
  names.every((name) => secrets[name] !== undefined)
