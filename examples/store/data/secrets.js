/** The store's two secrets: from the environment, or generated once and kept beside the database. */
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataFolder } from './place.js'

/**
 * Returns the secret that signs the inventory webhook.
 *
 * @param {string} [siteFolder]
 */
export function webhookSecret(siteFolder) {
  return process.env.STORE_WEBHOOK_SECRET || keptSecret('webhook-secret', 'Webhook secret', siteFolder)
}

/**
 * Returns the password of the admin page.
 *
 * @param {string} [siteFolder]
 */
export function adminPassword(siteFolder) {
  return process.env.STORE_ADMIN_PASSWORD || keptSecret('admin-password', 'Admin password', siteFolder)
}

/**
 * Reads a secret that all threads and processes of the site share, generating it the first time.
 *
 * @param {string} name
 * @param {string} label
 * @param {string | undefined} siteFolder
 */
function keptSecret(name, label, siteFolder) {
  const file = path.join(dataFolder(siteFolder), name)
  const kept = readSecret(file)
  if (kept !== undefined) return kept
  const secret = randomBytes(18).toString('base64url')
  if (publish(file, secret)) console.log(`${label}: ${secret}  (kept in ${path.relative(process.cwd(), file)})`)
  return readSecret(file) ?? secret
}

/**
 * Writes the file whole or not at all; returns whether this caller was the one to do it.
 *
 * @param {string} file
 * @param {string} secret
 */
function publish(file, secret) {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  try {
    // A link fails when the name exists, where a rename would replace the secret that another thread uses already.
    linkSync(draft, file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    // Some file systems know no links.
    renameSync(draft, file)
    return true
  } finally {
    rmSync(draft, { force: true })
  }
}

/** @param {string} file */
function readSecret(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw error
  }
}
