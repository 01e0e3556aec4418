/** The files of a site are known by their URLs, and nothing but them. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readStaticFiles } from './static-files.ts'

const root = mkdtempSync(join(tmpdir(), 'everfresh-static-'))
afterAll(() => rmSync(root, { recursive: true }))

function folderOf(name: string, names: readonly string[]): string {
  const directory = join(root, name)
  for (const file of names) {
    mkdirSync(join(directory, file, '..'), { recursive: true })
    writeFileSync(join(directory, file), name)
  }
  return directory
}

describe('readStaticFiles', () => {
  const first = folderOf('first', ['a.css', 'a.css.br', 'deep/b.png'])
  const second = folderOf('second', ['a.css', 'c.woff2'])
  const files = readStaticFiles([
    { directory: first, prefix: '/assets', immutable: true },
    { directory: second, prefix: '/assets', immutable: true },
    { directory: folderOf('public', ['x.json', 'a#b.txt']), prefix: '/', immutable: false },
  ])

  it('finds a file in the first folder that has it', () => {
    expect(files.find('/assets/a.css')).toMatchObject({
      ...{ path: join(first, 'a.css'), br: join(first, 'a.css.br'), immutable: true },
      contentType: 'text/css; charset=utf-8',
    })
    expect(files.find('/assets/c.woff2')).toMatchObject({ path: join(second, 'c.woff2'), contentType: 'font/woff2' })
    expect(files.find('/assets/deep/b.png')).toMatchObject({ contentType: 'image/png' })
    expect(files.find('/x.json')).toMatchObject({ contentType: 'application/json; charset=utf-8', immutable: false })
    expect(files.find('/a%23b.txt')).toBeDefined()
  })

  it('leaves other paths to pages, but for those among hashed names', () => {
    expect(files.find('/assets/a.js')).toBe('missing')
    for (const path of ['/', '/assets', '/nothing', '/x.json/', '/__proto__', '/deep%2Fb.png']) {
      expect(files.find(path)).toBeUndefined()
    }
  })
})
