/** What a process says, a line at a time, for tests that wait for it and kill it in between. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** One line that a process wrote: a word and its arguments. */
export type Line = readonly [word: string, ...rest: string[]]

export interface TalkingProcess {
  readonly process: ChildProcess
  /** Everything it said so far. Complete once `ended` resolved. */
  readonly lines: readonly Line[]
  readonly errors: readonly string[]
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** Resolves when it has said `count` lines, or ended. */
  said(count: number): Promise<void>
  /** Resolves when it has said these words on a line, or ended. */
  until(...words: readonly string[]): Promise<void>
}

/** Collects what `child` says from now on. */
export function listenTo(
  child: ChildProcess & { readonly stdout: Readable; readonly stderr: Readable },
): TalkingProcess {
  const lines: Line[] = []
  const errors: string[] = []
  const output = createInterface({ input: child.stdout })
  output.on('line', (line) => lines.push(line.split(' ') as unknown as Line))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  // 'close' comes after the last line, unlike 'exit'.
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const when = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) {
      const next = await Promise.race([once(output, 'line'), ended.then(() => undefined)])
      if (!next) return
    }
  }
  return {
    process: child,
    lines,
    errors,
    ended,
    said: (count) => when(() => lines.length >= count),
    until: (...words) => when(() => lines.some((line) => line.join(' ') === words.join(' '))),
  }
}
