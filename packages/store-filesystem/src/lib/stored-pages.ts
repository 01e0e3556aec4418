/** The pages of a path as they are stored: a row says what holds, bodies are in files of their own. */
import { join } from 'node:path'
import { decodeEntry, encodeEntry, latestContent } from '@everfresh/engine'
import type { Coordination, Entry, PageId } from '@everfresh/engine'
import { readIfThere } from './files.ts'
import type { Files } from './files.ts'
import { bodiesName, folderOfPath } from './names.ts'
import type { Bodies, FoundRow, PathFolders } from './path-folders.ts'
import { bytesOfRow, pageIn, publishedIn, publishedVersion, withoutPage, withPage } from './path-row.ts'
import type { PageRow, PathRow } from './path-row.ts'
import type { ServerClock } from './server-clock.ts'
import type { Upkeep } from './upkeep.ts'

export interface StoredPage {
  readonly entry: Entry
  /** The row that names it. */
  readonly row: PathRow
}

export interface StoredPagesParts {
  readonly files: Files
  readonly directory: string
  readonly time: ServerClock
  readonly folders: PathFolders
  readonly upkeep: Upkeep
}

/** Whatever changes something answers false where somebody else changed the path since it was found: decide again. */
export class StoredPages {
  readonly #parts: StoredPagesParts

  constructor(parts: StoredPagesParts) {
    this.#parts = parts
  }

  find({ path }: PageId): Promise<FoundRow> {
    return this.#parts.folders.read(folderOfPath(this.#parts.directory, path))
  }

  /** The published version, or `undefined` where there is none that is whole. */
  async read(found: FoundRow, { namespace, path }: PageId): Promise<StoredPage | undefined> {
    const { files, folders } = this.#parts
    for (let current: FoundRow | undefined = found; current; current = await folders.readAbove(current)) {
      const published = pageIn(current.row, namespace)?.published
      if (!published) return undefined
      const bytes = await readIfThere(files, join(current.folder, published.file))
      // It was replaced meanwhile, or the listing is from the client's cache.
      if (!bytes) continue
      const entry = decodeEntry(bytes)
      return entry?.path === path && entry.namespace === namespace ? { entry, row: current.row } : undefined
    }
    return undefined
  }

  /** Notes who may publish the page, and when it may be tried again. */
  coordinate(found: FoundRow, namespace: string, after: Coordination): Promise<boolean> {
    const published = pageIn(found.row, namespace)?.published ?? null
    return this.#swap(found, withPage(found.row, { ...after, namespace, published }))
  }

  /** Makes `entry` the served version. */
  async place(found: FoundRow, entry: Entry, after: Coordination): Promise<boolean> {
    const { folders, time } = this.#parts
    const { namespace } = entry
    const replaced = pageIn(found.row, namespace)?.published?.file
    const bodies = { name: bodiesName(namespace, entry.version), bytes: encodeEntry(entry) }
    const published = publishedVersion(bodies.name, entry, bodies.bytes.byteLength)
    const latest = latestContent(found.row.latest, entry, await time.now())
    const row = { ...withPage(found.row, { ...after, namespace, published }), latest }
    if (!(await this.#swap(found, row, bodies))) return false
    await folders.sweepBodies(found, namespace, [bodies.name, replaced])
    return true
  }

  /** Forgets a page and what was published of it. */
  async forget(found: FoundRow, known: PageRow): Promise<boolean> {
    if (!(await this.#swap(found, withoutPage(found.row, known)))) return false
    await this.#parts.folders.sweepBodies(found, known.namespace, [])
    return true
  }

  async #swap(found: FoundRow, row: PathRow, bodies?: Bodies): Promise<boolean> {
    const { folders, upkeep } = this.#parts
    if (!(await folders.swap(found, row, bodies))) return false
    const bytes = bytesOfRow(row) - (found.number === 0 ? 0 : bytesOfRow(found.row))
    upkeep.noteChange(publishedIn(row) - publishedIn(found.row), bytes)
    return true
  }
}
