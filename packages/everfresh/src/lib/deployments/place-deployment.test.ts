import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deploymentDirectory, layoutOf, type Layout } from './layout.ts'
import { placeDeployment } from './place-deployment.ts'
import { newBuildDirectory } from './unfinished-builds.ts'

let site: string
let layout: Layout

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'everfresh-place-'))
  layout = layoutOf(site, '.everfresh')
})
afterEach(() => rm(site, { recursive: true, force: true }))

/** A build that has everything but its place. */
async function build(name: string): Promise<{ directory: string; id: string; startedAt: number }> {
  const startedAt = Date.now() - 1000
  const directory = newBuildDirectory(layout)
  await mkdir(join(directory, 'server/chunks'), { recursive: true })
  await writeFile(join(directory, 'server/chunks/page.mjs'), name)
  await writeFile(join(directory, 'manifest.json'), JSON.stringify({ id: 'x', name }))
  return { directory, id: 'x', startedAt }
}

const placed = async () =>
  JSON.parse(await readFile(join(deploymentDirectory(layout, 'x'), 'manifest.json'), 'utf8')).name

async function makeOld(): Promise<void> {
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(join(deploymentDirectory(layout, 'x'), 'manifest.json'), longAgo, longAgo)
}

test('moves a build to its place, and leaves nothing beside it', async () => {
  const target = await placeDeployment(layout, await build('first'))
  expect((await stat(join(target, 'server/chunks/page.mjs'))).isFile()).toBe(true)
  expect(await readdir(layout.deployments)).toEqual(['x'])
})

test('takes the place of what was built earlier under the same id', async () => {
  await placeDeployment(layout, await build('first'))
  await makeOld()
  await placeDeployment(layout, await build('second'))
  expect([await placed(), await readdir(layout.deployments)]).toEqual(['second', ['x']])
})

test('gives way to a build that was finished meanwhile under the same id', async () => {
  const slow = await build('slow')
  await placeDeployment(layout, await build('fast'))
  await expect(placeDeployment(layout, slow)).rejects.toMatchObject({
    code: 'DEPLOYMENT_CONFLICT',
    message: expect.stringContaining('Another build put deployment "x" in its place while this one ran.'),
  })
  expect(await placed()).toBe('fast')
})

test('does not wait for who was killed in the middle of it', async () => {
  const lock = join(layout.deployments, '.placing-x')
  await mkdir(lock, { recursive: true })
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  await placeDeployment(layout, await build('next'))
  expect([await placed(), await readdir(layout.deployments)]).toEqual(['next', ['x']])
})

test('of builds that end at the same moment one has its place, and the others say why they have not', async () => {
  for (const before of ['nothing', 'an earlier one']) {
    if (before !== 'nothing') await makeOld()
    const builds = await Promise.all(['a', 'b', 'c', 'd'].map(build))
    const results = await Promise.allSettled(builds.map((each) => placeDeployment(layout, each)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.map(({ reason }) => reason.code as string)).toEqual(Array(3).fill('DEPLOYMENT_CONFLICT'))
    expect(await placed()).toBe('abcd'[results.findIndex(({ status }) => status === 'fulfilled')])
    for (const { directory } of builds) await rm(directory, { recursive: true, force: true })
    expect(await readdir(layout.deployments)).toEqual(['x'])
  }
})
