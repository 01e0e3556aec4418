import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  activate,
  activationMark,
  activeDeploymentId,
  activeManifest,
  checkedDeploymentId,
  listDeployments,
  previousDeploymentId,
  readManifest,
} from './deployments.ts'
import { deploymentDirectory, layoutOf, manifestFile, type Layout } from './layout.ts'
import { manifestFormat } from './manifest.ts'

let site: string
let layout: Layout

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'everfresh-deployments-'))
  layout = layoutOf(site, '.everfresh')
})
afterEach(() => rm(site, { recursive: true, force: true }))

async function add(id: string, builtAt: number, format: number = manifestFormat): Promise<void> {
  const directory = deploymentDirectory(layout, id)
  await mkdir(directory, { recursive: true })
  await writeFile(manifestFile(directory), JSON.stringify({ format, id, builtAt }))
}

test('lists deployments newest first and tells which is active', async () => {
  await add('a', 1)
  await add('b', 2)
  await activate(layout, 'a', 10)
  const listed = await listDeployments(layout)
  expect(listed.map(({ manifest, active }) => [manifest.id, active])).toEqual([
    ['b', false],
    ['a', true],
  ])
})

test('leaves out a build that was interrupted', async () => {
  await add('a', 1)
  await mkdir(deploymentDirectory(layout, 'half'), { recursive: true })
  await mkdir(join(layout.deployments, '.building-1'), { recursive: true })
  expect((await listDeployments(layout)).map(({ manifest }) => manifest.id)).toEqual(['a'])
})

test('refuses to activate what is not there or not readable, and leaves the active one as it was', async () => {
  await add('a', 1)
  await add('future', 2, manifestFormat + 1)
  await activate(layout, 'a', 10)
  await expect(activate(layout, 'b', 11)).rejects.toThrow('There is no deployment "b". Known: a.')
  await expect(activate(layout, 'future', 11)).rejects.toThrow('There is no deployment "future"')
  await expect(activate(layout, '../a', 11)).rejects.toThrow('There is no deployment')
  expect(await activeDeploymentId(layout)).toBe('a')
})

test('marks every activation, also of the deployment that is active already', async () => {
  expect(await activationMark(layout)).toBeUndefined()
  await add('a', 1)
  await activate(layout, 'a', 10)
  const first = await activationMark(layout)
  expect(await activationMark(layout)).toBe(first)
  await activate(layout, 'a', 11)
  expect(await activationMark(layout)).not.toBe(first)
})

test('says what to do when nothing was built', async () => {
  await expect(activeManifest(layout)).rejects.toThrow('Run "everfresh build" first.')
})

test('says what to do when the pointer to the active deployment is damaged', async () => {
  await add('a', 1)
  await writeFile(layout.active, '../../etc\n')
  await expect(activeManifest(layout)).rejects.toThrow(
    /holds "..\/..\/etc". Run "everfresh rollback <id>" with one of: a/,
  )
  await expect(activeManifest(layout)).rejects.toMatchObject({ code: 'BROKEN_DEPLOYMENT' })
})

test('remembers which deployment was active before', async () => {
  for (const [index, id] of ['a', 'b', 'c'].entries()) await add(id, index)
  expect(await previousDeploymentId(layout)).toBeUndefined()
  for (const [index, id] of ['a', 'b', 'c'].entries()) await activate(layout, id, index)
  expect(await previousDeploymentId(layout)).toBe('b')
  await activate(layout, 'b', 3)
  expect(await previousDeploymentId(layout)).toBe('c')
})

test('passes over an earlier deployment that is gone', async () => {
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    await add(id, index)
    await activate(layout, id, index)
  }
  await rm(deploymentDirectory(layout, 'b'), { recursive: true })
  expect(await previousDeploymentId(layout)).toBe('a')
})

test.each(['', '.hidden', '../up', 'a/b', 'a b', 'x'.repeat(65), null, 7])('refuses %j as an id', (id) => {
  expect(() => checkedDeploymentId(id)).toThrow('is no deployment id')
})

test('passes over a line of the history that was cut off', async () => {
  for (const [index, id] of ['a', 'b'].entries()) {
    await add(id, index)
    await activate(layout, id, index)
  }
  await appendFile(layout.history, '{"id":"b","activ')
  expect(await previousDeploymentId(layout)).toBe('a')
})

test.each(['', '{', 'null', '[]', '{}', '"text"'])(
  'a manifest that holds %j is a broken deployment',
  async (content) => {
    await add('a', 1)
    await writeFile(manifestFile(deploymentDirectory(layout, 'a')), content)
    await expect(readManifest(layout, 'a')).rejects.toMatchObject({ code: 'BROKEN_DEPLOYMENT' })
    expect(await listDeployments(layout)).toEqual([])
  },
)

test('readers see one deployment or the other while activations follow each other', async () => {
  await add('a', 1)
  await add('b', 2)
  await activate(layout, 'a', 0)
  const seen = new Set<string | undefined>()
  let running = true
  const reader = (async () => {
    while (running) seen.add(await activeDeploymentId(layout))
  })()
  for (let round = 0; round < 40; round++) await activate(layout, round % 2 === 0 ? 'b' : 'a', round)
  running = false
  await reader
  expect([...seen].sort()).toEqual(['a', 'b'])
})
