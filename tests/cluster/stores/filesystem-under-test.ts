/** A folder that instances share as pods share a mount. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreUnderTest } from './store-under-test.ts'

export async function filesystemUnderTest(): Promise<StoreUnderTest> {
  const mount = await mkdtemp(join(tmpdir(), 'everfresh-mount-'))
  return {
    name: 'filesystem',
    folders: 'own',
    env: () => ({ EVERFRESH_STORE: `filesystem:${mount}` }),
    faults: [],
    close: () => rm(mount, { recursive: true, force: true }),
  }
}
