import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { differencesBetween, madeFrom } from './made-from.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'made-from-'))
  await writeFile(join(root, 'package-lock.json'), '{}')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

const made = (change: Partial<Parameters<typeof madeFrom>[0]> = {}) =>
  madeFrom({ root, version: '1.0.0', configuration: {}, ignoredEnvironment: ['RUN_*', 'JOB'], secret: 's', ...change })

test('builds of one configuration, in one environment, are made from the same', () => {
  expect(differencesBetween(made(), made())).toEqual([])
})

test('everything that differs is named', async () => {
  const before = made()
  vi.stubEnv('DATABASE_URL', 'postgres://other')
  vi.stubEnv('CONTENT', 'drafts')
  await writeFile(join(root, 'package-lock.json'), '{ "packages": {} }')
  expect(differencesBetween(before, made({ version: '1.1.0', configuration: { basePath: '/docs' } }))).toEqual([
    'the version of Everfresh',
    'the configuration',
    'the lockfile',
    'the environment (CONTENT, DATABASE_URL)',
  ])
})

test('variables that are ignored make no difference', () => {
  const before = made()
  vi.stubEnv('RUN_ID', '12')
  vi.stubEnv('JOB', 'build')
  expect(differencesBetween(before, made())).toEqual([])
  vi.stubEnv('JOB_2', 'build')
  expect(differencesBetween(before, made())).toEqual(['the environment (JOB_2)'])
})

test('values cannot be read, nor guessed without the secret', () => {
  vi.stubEnv('TOKEN', 'secret-token')
  expect(JSON.stringify(made())).not.toContain('secret-token')
  expect(made({ secret: 'other' }).environment['TOKEN']).not.toBe(made().environment['TOKEN'])
})
