/** Folders for tests. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** In memory where there is such a place: flushing costs nothing there, and these tests flush thousands of files. */
const above = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A folder that is there until somebody removes it. */
export const newFolder = (): string => mkdtempSync(join(above, 'everfresh-files-'))

/** A folder that is removed when the test is over. */
export function temporaryFolder(): string {
  const folder = newFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
