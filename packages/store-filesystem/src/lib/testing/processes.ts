/** Starts processes that use a store, and collects what they say. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import { compileProgram } from './compiled-program.ts'

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
}

let compiled: ReturnType<typeof compileProgram> | undefined
afterAll(() => compiled?.remove())

/** Runs `program.ts` with `args`. */
export function start(args: readonly string[]): Program {
  compiled ??= compileProgram()
  const child = spawn(process.execPath, [compiled.file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: Line[] = []
  const errors: string[] = []
  const output = createInterface({ input: child.stdout })
  output.on('line', (line) => lines.push(line.split(' ') as unknown as Line))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  // 'close' comes after the last line, unlike 'exit'.
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const said = async (count: number) => {
    while (lines.length < count) {
      const next = await Promise.race([once(output, 'line'), ended.then(() => undefined)])
      if (!next) return
    }
  }
  return { process: child, lines, errors, ended, said }
}
