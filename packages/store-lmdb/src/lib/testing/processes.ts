/** Starts processes from source that use a store, and collects what they say. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** One line that a process wrote: a word and its arguments. */
export type Line = readonly [word: string, ...rest: string[]]

export interface Program {
  readonly process: ChildProcess
  /** Everything it said so far. Complete once `ended` resolved. */
  readonly lines: Line[]
  readonly errors: string[]
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Resolves when it has said `count` lines, or ended. */
  said(count: number): Promise<void>
  /** Resolves when it has said these words on a line, or ended. */
  until(...words: readonly string[]): Promise<void>
}

/** Runs `program.ts` with `args`; `limit` is a shell command that is run before, such as `ulimit`. */
export function start(args: readonly string[], limit = ':', source = 'program.ts'): Program {
  const file = fileURLToPath(new URL(source, import.meta.url))
  const node = [process.execPath, '--conditions=everfresh-source', '--import', 'tsx', file, ...args]
  const child = spawn('sh', ['-c', `${limit}; exec "$@"`, 'sh', ...node], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: Line[] = []
  const errors: string[] = []
  const output = createInterface({ input: child.stdout })
  output.on('line', (line) => lines.push(line.split(' ') as unknown as Line))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  // 'close' comes after the last line, unlike 'exit'.
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const when = async (isTrue: () => boolean) => {
    while (!isTrue()) {
      const next = await Promise.race([once(output, 'line'), ended.then(() => undefined)])
      if (!next) return
    }
  }
  const said = (count: number) => when(() => lines.length >= count)
  const until = (...words: readonly string[]) => when(() => lines.some((line) => line.join(' ') === words.join(' ')))
  return Object.assign({ process: child, lines, errors, ended, said, until })
}

/** A folder that is removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-lmdb-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
