/** Tests where the browser tests look for Chromium. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findChromium } from './chromium.js'

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
  expect(findChromium({ CHROMIUM_PATH: '/browser', PATH: folderWith('chromium') })).toBe('/browser')
})

it('searches the PATH for Chromium and then for Chrome', () => {
  const [chrome, chromium] = [folderWith('google-chrome'), folderWith('chromium')]
  expect(findChromium({ PATH: [chrome, chromium].join(delimiter) })).toBe(join(chromium, 'chromium'))
  expect(findChromium({ PATH: chrome })).toBe(join(chrome, 'google-chrome'))
})

it('finds nothing on a machine without a browser', () => {
  expect(findChromium({ PATH: folderWith() })).toBeUndefined()
})
