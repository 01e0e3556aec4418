import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorPage, positionOf } from './error-page.ts'

const root = mkdtempSync(join(tmpdir(), 'everfresh-error-page-'))
const file = join(root, 'page.js')
writeFileSync(file, 'one\ntwo\nthrow new Error("<b>no</b>")\nfour\n')

function thrown(): Error {
  const error = new Error('<b>no</b>')
  error.stack = `Error: <b>no</b>\n    at lib (${root}/node_modules/lib/index.js:1:1)\n    at Page (${file}:3:7)`
  return error
}

test('finds the line of the site itself, not of what it called', () => {
  expect(positionOf(thrown(), root)).toEqual({ file, line: 3, column: 7 })
})

test('prefers where a compiler says that it stopped', () => {
  const error = Object.assign(thrown(), { loc: { file, line: 2, column: 1 } })
  expect(positionOf(error, root)).toEqual({ file, line: 2, column: 1 })
})

test('shows message, place and code without letting them become markup (B177)', () => {
  const html = errorPage(thrown(), { root, base: '/' }, 1)
  expect(html).toContain('page.js:3:7')
  expect(html).toMatch(/<mark> {3}3 │ throw/)
  expect(html).not.toContain('<b>no')
})
