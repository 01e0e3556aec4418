/** Starts processes from source that use a store. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listenTo, type TalkingProcess } from '@everfresh/engine/crash-testing'
import { onTestFinished } from 'vitest'

/** Runs `program.ts` with `args`; `limit` is a shell command that is run before, such as `ulimit`. */
export function start(args: readonly string[], limit = ':', source = 'program.ts'): TalkingProcess {
  const file = fileURLToPath(new URL(source, import.meta.url))
  const node = [process.execPath, '--conditions=everfresh-source', '--import', 'tsx', file, ...args]
  const child = spawn('sh', ['-c', `${limit}; exec "$@"`, 'sh', ...node], { stdio: ['ignore', 'pipe', 'pipe'] })
  return listenTo(child)
}

/** A folder that is removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-lmdb-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
