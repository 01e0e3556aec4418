import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { layoutOf, type Layout } from './layout.ts'
import { activeDeploymentId, activeManifest, listDeployments } from './deployments.ts'
import { manifestFormat } from './manifest.ts'
import { newBuildDirectory, replacedDirectory, restoreReplaced, sweepUnfinishedBuilds } from './unfinished-builds.ts'

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

describe('a build that was killed between moving a deployment away and moving its successor in', () => {
  const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid
  const directoryOf = (pid: number, machine = hostname().replace(/[^\w.]/g, '_')) =>
    join(layout.deployments, `.building-${machine}-${pid}-abc`)

  async function moveAway(directory: string): Promise<void> {
    await add('345')
    const manifest = JSON.stringify({ format: manifestFormat, id: '345', builtAt: 1 })
    await writeFile(join(layout.deployments, '345/manifest.json'), manifest)
    await writeFile(layout.active, '345\n')
    await mkdir(directory)
    await rename(join(layout.deployments, '345'), replacedDirectory(directory))
  }

  test('loses nothing: whoever asks for the active deployment puts it back', async () => {
    await moveAway(directoryOf(deadPid()))
    expect(await activeDeploymentId(layout)).toBe('345')
    expect((await activeManifest(layout)).id).toBe('345')
    expect((await listDeployments(layout)).map(({ manifest, active }) => [manifest.id, active])).toEqual([
      ['345', true],
    ])
  })

  test('is swept up behind, after the deployment is back', async () => {
    await moveAway(directoryOf(deadPid()))
    await sweepUnfinishedBuilds(layout, Date.now())
    expect(await left()).toEqual(['345'])
  })

  test('is waited for while its process goes on, but not for longer than two renames take', async () => {
    const [own, foreign] = [directoryOf(process.pid), directoryOf(1, 'elsewhere')]
    await moveAway(own)
    await restoreReplaced(layout, Date.now())
    expect(await left()).not.toContain('345')
    await rename(replacedDirectory(own), replacedDirectory(foreign))
    await restoreReplaced(layout, Date.now())
    expect(await left()).not.toContain('345')
    await restoreReplaced(layout, Date.now() + 11_000)
    expect(await left()).toContain('345')
  })

  test('leaves its successor alone, where that is in place', async () => {
    await moveAway(directoryOf(deadPid()))
    await add('345')
    await restoreReplaced(layout, Date.now() + 11_000)
    expect(await left()).toHaveLength(3)
  })
})
