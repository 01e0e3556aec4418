/** The harness itself: a harness that swallows a failure would make every test above it worthless. */
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { runNode, waitForLogs } from './child-process.ts'

const run = (code: string, env = {}) => runNode(['-e', code], tmpdir(), env)

test('collects what a process prints on both streams, and its exit code', async () => {
  const command = run('console.log("out"); console.error("err"); process.exitCode = 3')
  expect(await command.exited).toEqual({ code: 3, signal: null })
  expect(command.logs()).toContain('out')
  expect(command.logs()).toContain('err')
})

test('resolves with what is found in the logs while the process runs on', async () => {
  const command = run('console.log("at 42"); setInterval(() => {}, 1000)')
  expect(await waitForLogs(command, (logs) => /at (\d+)/.exec(logs)?.[1], 20_000)).toBe('42')
  command.process.kill('SIGKILL')
  expect(await command.exited).toEqual({ code: null, signal: 'SIGKILL' })
})

test('tells why a process ended before it was ready, with its output', async () => {
  const command = run('console.log("port taken"); process.exit(1)')
  await expect(waitForLogs(command, () => undefined, 20_000)).rejects.toThrow(/ended with code 1.*port taken/s)
})

test('gives up on a process that never gets ready', async () => {
  const command = run('setInterval(() => {}, 1000)')
  await expect(waitForLogs(command, () => undefined, 50)).rejects.toThrow('not ready within 50 ms')
  command.process.kill('SIGKILL')
  await command.exited
})

test('hides the test runner from the process and passes what was asked for', async () => {
  const command = run('console.log(process.env.VITEST, process.env.NODE_ENV, process.env.SEED)', { SEED: 'x' })
  await command.exited
  expect(command.logs()).toBe('undefined undefined x\n')
})
