/** Tests where the tests look for the programs that they run. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findProgram, programPaths, programs } from './programs.js'

/** @param {string[]} programs */
function folderWith(...programs) {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-path-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const program of programs) {
    writeFileSync(join(folder, program), '')
    chmodSync(join(folder, program), 0o755)
  }
  return folder
}

it('prefers CHROMIUM_PATH', () => {
  expect(findProgram(programs.chromium, { CHROMIUM_PATH: '/browser', PATH: folderWith('chromium') })).toBe('/browser')
})

it('searches the PATH for Chromium and then for Chrome', () => {
  const [chrome, chromium] = [folderWith('google-chrome'), folderWith('chromium')]
  expect(findProgram(programs.chromium, { PATH: [chrome, chromium].join(delimiter) })).toBe(join(chromium, 'chromium'))
  expect(findProgram(programs.chromium, { PATH: chrome })).toBe(join(chrome, 'google-chrome'))
})

it('finds nothing on a machine without a browser', () => {
  expect(findProgram(programs.chromium, { PATH: folderWith() })).toBeUndefined()
})

it('names every program by its variable, and leaves empty what is missing', () => {
  expect(programPaths({ REDIS_SERVER_PATH: '/redis', PATH: folderWith('faketime') })).toMatchObject({
    CHROMIUM_PATH: '',
    REDIS_SERVER_PATH: '/redis',
    FAKETIME_PATH: expect.stringMatching(/faketime$/),
  })
})
