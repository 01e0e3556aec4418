import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { layoutOf, type Layout } from '../deployments/layout.ts'
import { newBuildDirectory, sweepUnfinishedBuilds } from './unfinished-builds.ts'

let site: string
let layout: Layout

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'everfresh-builds-'))
  layout = layoutOf(site, '.everfresh')
  await mkdir(layout.deployments, { recursive: true })
})
afterEach(() => rm(site, { recursive: true, force: true }))

const left = async () => (await readdir(layout.deployments)).sort()
const add = (name: string) => mkdir(join(layout.deployments, name))

test('removes the folder of a build whose process is gone', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  await add(`.building-${hostname().replace(/[^\w.]/g, '_')}-${pid}-abc`)
  await sweepUnfinishedBuilds(layout, Date.now())
  expect(await left()).toEqual([])
})

test('leaves deployments and builds alone that go on', async () => {
  const own = newBuildDirectory(layout)
  await mkdir(own)
  await add('345')
  await sweepUnfinishedBuilds(layout, Date.now())
  expect(await left()).toEqual([basename(own), '345'].sort())
})

test('gives a build of another machine a day', async () => {
  await add('.building-elsewhere-1-abc')
  await add('.building-unreadable')
  await sweepUnfinishedBuilds(layout, Date.now())
  expect(await left()).toEqual(['.building-elsewhere-1-abc', '.building-unreadable'])
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000)
  for (const name of await left()) await utimes(join(layout.deployments, name), longAgo, longAgo)
  await sweepUnfinishedBuilds(layout, Date.now())
  expect(await left()).toEqual([])
})

test('has nothing to do before the first build', async () => {
  await rm(layout.deployments, { recursive: true })
  await expect(sweepUnfinishedBuilds(layout, Date.now())).resolves.toBeUndefined()
})
