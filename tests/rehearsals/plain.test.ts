/** The rehearsals are sites for Next.js: Everfresh is in what starts them, and nowhere else. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../..', import.meta.url))

test.each(['blog', 'dictionary', 'magazine'])('%s names Everfresh in its package.json only', (example) => {
  const directory = join(repository, 'examples', example)
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: directory,
    encoding: 'utf8',
  })
  const files = listed
    .split('\0')
    .filter((file) => file !== '' && !/^(README\.md|\.gitignore|package\.json)$/.test(file))
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => /everfresh/i.test(readFileSync(join(directory, file), 'latin1')))).toEqual([])

  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<string, object>
  const others = { ...manifest, scripts: {}, dependencies: { ...manifest['dependencies'], everfresh: '' } }
  expect(manifest['scripts']).toMatchObject({
    dev: expect.stringContaining('everfresh dev'),
    build: expect.stringContaining('everfresh build'),
    start: expect.stringContaining('everfresh start'),
  })
  expect(JSON.stringify(others).match(/everfresh/gi)).toEqual(['everfresh'])
})
