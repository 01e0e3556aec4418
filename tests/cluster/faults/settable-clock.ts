/** A wall clock that a test sets, for one process, while it runs: what faketime pretends. The monotonic clock goes on as it is. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Environment } from '../../support/child-process.ts'

export interface SettableClock {
  /** Of the process whose clock it is. */
  readonly env: Environment
  /** Sets it to so much more than the real time; negative: less. A process notices within a second. */
  set(offsetSeconds: number): Promise<void>
  close(): Promise<void>
}

export async function openSettableClock(offsetSeconds = 0): Promise<SettableClock> {
  const folder = await mkdtemp(join(tmpdir(), 'everfresh-clock-'))
  const file = join(folder, 'offset')
  const set = (seconds: number): Promise<void> => writeFile(file, `${seconds < 0 ? '' : '+'}${seconds}s`)
  await set(offsetSeconds)
  return {
    env: {
      LD_PRELOAD: await library(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    set,
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** What faketime would load into a process; its own would be a process between us and that. */
async function library(): Promise<string> {
  const program = process.env['FAKETIME_PATH']
  if (!program) throw new Error('FAKETIME_PATH does not name faketime: see scripts/programs.js.')
  const { stdout } = await promisify(execFile)(program, ['-m', '-f', '+0s', 'printenv', 'LD_PRELOAD'])
  return stdout.trim()
}
