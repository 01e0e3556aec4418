import { expect, test } from 'vitest'
import { storeOfText } from '../config/store-text.ts'
import { examineStore } from './examine-store.ts'

function said(text: string, instances?: number | 'max'): string[] {
  const read = storeOfText(text)
  if ('problem' in read) throw new Error(read.problem)
  const findings = examineStore({ store: read.store, ...(instances && { instances }) })
  return findings.map(({ verdict, message }) => `${verdict}: ${message}`)
}

test.each([
  ['lmdb:/data', []],
  ['memory', ['works: pages are kept in memory, and generated anew after every start']],
  ['filesystem:/mnt/pages', ['works: pages are kept in /mnt/pages, which every machine has to mount']],
  ['redis://me:hunter2@cache', ['works: pages are kept in Redis at redis://cache:6379']],
  ['redis+cluster://:hunter2@a,b', ['works: pages are kept in a Redis cluster, of which a is a node']],
  ['redis+sentinel://a,b/main', ['works: pages are kept in Redis, where a knows its primary main']],
])('says where %s keeps pages', (text, findings) => {
  expect(said(text)).toEqual(findings)
})

test('several instances cannot share the memory of one', () => {
  expect(said('memory', 1)).toHaveLength(1)
  expect(said('memory', 4)[1]).toContain('fails: 4 instances cannot share pages')
  expect(said('memory', 'max')[1]).toContain('fails: Several instances cannot share pages')
  expect(said('lmdb', 4)).toEqual([])
})
