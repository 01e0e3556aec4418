import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describePageStore } from '@everfresh/engine/testing'
import { expect } from 'vitest'
import { openEnvironment } from './environment.ts'
import { pathKeyOf, versionKeyOf } from './keys.ts'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import type { LmdbPageStore } from './lmdb-page-store.ts'

const directories: string[] = []

describePageStore('store-lmdb', {
  async open(options) {
    const directory = await mkdtemp(join(tmpdir(), 'everfresh-lmdb-'))
    directories.push(directory)
    return openLmdbPageStore({ ...options, directory })
  },
  openAgain: (store, options) => openLmdbPageStore({ ...options, directory: (store as LmdbPageStore).directory }),
  async damage(store, { namespace, path }, change) {
    const environment = await openEnvironment((store as LmdbPageStore).directory, false)
    const start = versionKeyOf(pathKeyOf(path), namespace, 0)
    const [{ key, value } = expect.fail('there is no such entry')] = environment.entries.getRange({ start, limit: 1 })
    const changed = Buffer.from(change(Buffer.from(value)))
    await environment.writeAll(() => void environment.entries.put(Buffer.from(key), changed))
    await environment.close()
  },
  async cleanUp() {
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
  },
})
