/** Where the store keeps its database and its secrets. */
import path from 'node:path'

/**
 * Returns the file of the database: `STORE_DATABASE`, or `.data/store.db` in the site's folder.
 *
 * @param {string} [siteFolder] the folder with `pages/`; the server runs in it
 */
export function databaseFile(siteFolder = process.cwd()) {
  const chosen = process.env.STORE_DATABASE
  return chosen ? path.resolve(siteFolder, chosen) : path.join(siteFolder, '.data', 'store.db')
}

/**
 * Returns the folder of everything the store writes: the database and, beside it, the generated secrets.
 *
 * @param {string} [siteFolder]
 */
export function dataFolder(siteFolder) {
  return path.dirname(databaseFile(siteFolder))
}
