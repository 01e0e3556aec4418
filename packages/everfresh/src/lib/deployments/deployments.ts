/** Lists, reads and activates the builds of a site. Activation is one atomic rename. */
import { appendFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { isDeploymentId } from './deployment-id.ts'
import { brokenDeployment, brokenPointer, invalidDeploymentId, noBuild, unknownDeployment } from './errors.ts'
import { deploymentDirectory, type Layout, manifestFile } from './layout.ts'
import { type DeploymentManifest, manifestFormat } from './manifest.ts'
import { restoreReplaced } from './unfinished-builds.ts'

export interface ListedDeployment {
  readonly manifest: DeploymentManifest
  readonly active: boolean
}

/** Returns `id` if it can be the name of a folder and part of a URL. @throws EverfreshError INVALID_DEPLOYMENT_ID */
export function checkedDeploymentId(id: unknown): string {
  if (isDeploymentId(id)) return id
  throw invalidDeploymentId(id)
}

/** Newest first. Folders without a complete manifest are builds under way or interrupted, and are left out. */
export async function listDeployments(layout: Layout): Promise<ListedDeployment[]> {
  await restoreReplaced(layout, Date.now())
  const names = await readdir(layout.deployments).catch(() => [])
  const active = await activeDeploymentId(layout)
  const manifests = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => readManifest(layout, name).catch(() => undefined)),
  )
  return manifests
    .filter((manifest) => manifest !== undefined)
    .sort((a, b) => b.builtAt - a.builtAt)
    .map((manifest) => ({ manifest, active: manifest.id === active }))
}

/** @throws EverfreshError BROKEN_DEPLOYMENT */
export async function readManifest(layout: Layout, id: string): Promise<DeploymentManifest> {
  const file = manifestFile(deploymentDirectory(layout, checkedDeploymentId(id)))
  let manifest: DeploymentManifest | null
  try {
    manifest = JSON.parse(await readFile(file, 'utf8')) as DeploymentManifest | null
  } catch (error) {
    throw brokenDeployment(id, `its ${file} cannot be read`, error)
  }
  if (manifest?.format !== manifestFormat)
    throw brokenDeployment(id, `its format ${manifest?.format} is not known to this version`)
  return manifest
}

export async function activeDeploymentId(layout: Layout): Promise<string | undefined> {
  const id = await readFile(layout.active, 'utf8').catch(() => undefined)
  return id?.trim() || undefined
}

/**
 * Names the activation itself, not the deployment: the same one activated again, perhaps after it was built anew under its
 * id, is another activation. Undefined before the first one.
 */
export async function activationMark(layout: Layout): Promise<string | undefined> {
  const pointer = await stat(layout.active, { bigint: true }).catch(() => undefined)
  return pointer && `${pointer.ino}-${pointer.mtimeNs}`
}

/** @throws EverfreshError NO_BUILD, BROKEN_DEPLOYMENT */
export async function activeManifest(layout: Layout): Promise<DeploymentManifest> {
  const id = await activeDeploymentId(layout)
  if (id === undefined) throw noBuild(layout.root)
  const known = (await listDeployments(layout)).map(({ manifest }) => manifest.id)
  if (!isDeploymentId(id)) throw brokenPointer(layout.active, id, known)
  return readManifest(layout, id)
}

/**
 * Makes `id` the deployment that instances serve. Readers see the old id or the new one, never half of either.
 *
 * @throws EverfreshError UNKNOWN_DEPLOYMENT, BROKEN_DEPLOYMENT; the active deployment is then unchanged.
 */
export async function activate(layout: Layout, id: string, now: number): Promise<DeploymentManifest> {
  const known = (await listDeployments(layout)).map(({ manifest }) => manifest.id)
  if (!known.includes(id)) throw unknownDeployment(id, known)
  const manifest = await readManifest(layout, id)
  await mkdir(layout.root, { recursive: true })
  const temporary = `${layout.active}.${randomBytes(6).toString('hex')}`
  await writeFile(temporary, `${id}\n`, { flush: true })
  await rename(temporary, layout.active)
  await appendFile(layout.history, `${JSON.stringify({ id, activatedAt: now })}\n`)
  return manifest
}

/** The deployment that was active before the present one, or `undefined`. */
export async function previousDeploymentId(layout: Layout): Promise<string | undefined> {
  const active = await activeDeploymentId(layout)
  const known = new Set((await listDeployments(layout)).map(({ manifest }) => manifest.id))
  const lines = (await readFile(layout.history, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
  return lines
    .map(activatedIn)
    .reverse()
    .find((id) => id !== undefined && id !== active && known.has(id))
}

/** Undefined for a line that was cut off: the machine went down while it was written. */
function activatedIn(line: string): string | undefined {
  try {
    return (JSON.parse(line) as { id?: string } | null)?.id
  } catch {
    return undefined
  }
}
