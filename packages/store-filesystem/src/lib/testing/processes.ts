/** Starts processes that use a store. */
import { spawn } from 'node:child_process'
import { listenTo, type TalkingProcess } from '@everfresh/engine/crash-testing'
import { afterAll } from 'vitest'
import { compileProgram } from './compiled-program.ts'

let compiled: ReturnType<typeof compileProgram> | undefined
afterAll(() => compiled?.remove())

/** Runs `program.ts` with `args`. */
export function start(args: readonly string[]): TalkingProcess {
  compiled ??= compileProgram()
  return listenTo(spawn(process.execPath, [compiled.file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }))
}
