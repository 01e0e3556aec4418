import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describePageStore } from '@everfresh/engine/testing'
import { expect } from 'vitest'
import { openFilesystemPageStore } from './filesystem-page-store.ts'
import type { FilesystemPageStore } from './filesystem-page-store.ts'
import { bodiesPrefix, folderOfPath } from './names.ts'
import { newFolder } from './testing/temporary-folder.ts'

const directories: string[] = []

describePageStore('store-filesystem', {
  async open(options) {
    const directory = newFolder()
    directories.push(directory)
    return openFilesystemPageStore({ ...options, directory })
  },
  openAgain: (store, options) =>
    openFilesystemPageStore({ ...options, directory: (store as FilesystemPageStore).directory }),
  async damage(store, { namespace, path }, change) {
    const folder = folderOfPath((store as FilesystemPageStore).directory, path)
    const [name = expect.fail('there is no such entry')] = (await readdir(folder)).filter((each) =>
      each.startsWith(bodiesPrefix(namespace)),
    )
    await writeFile(join(folder, name), change(await readFile(join(folder, name))))
  },
  async cleanUp() {
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
  },
})
