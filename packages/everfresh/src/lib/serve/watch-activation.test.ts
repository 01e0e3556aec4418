import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { activate, activationMark } from '../deployments/deployments.ts'
import { deploymentDirectory, layoutOf, manifestFile, type Layout } from '../deployments/layout.ts'
import { manifestFormat } from '../deployments/manifest.ts'
import { watchActivation } from './watch-activation.ts'

let site: string
let layout: Layout
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'everfresh-activation-'))
  layout = layoutOf(site, '.everfresh')
  for (const id of ['a', 'b']) {
    const directory = deploymentDirectory(layout, id)
    await mkdir(directory, { recursive: true })
    await writeFile(manifestFile(directory), JSON.stringify({ format: manifestFormat, id, builtAt: 1 }))
  }
  await activate(layout, 'a', 1)
})
afterEach(() => rm(site, { recursive: true, force: true }))

test('tells of every activation after the one that is served, also of the same deployment', async () => {
  const seen: string[] = []
  const waiting: (() => void)[] = []
  const stop = watchActivation(layout, await activationMark(layout), async (id) => {
    seen.push(id)
    waiting.shift()?.()
  })
  for (const id of ['b', 'b', 'a']) {
    const told = new Promise<void>((resolve) => waiting.push(resolve))
    await activate(layout, id, 2)
    await told
  }
  await stop()
  expect(seen).toEqual(['b', 'b', 'a'])
})

test('stopping waits for what it has told of', async () => {
  let began = () => {}
  let finish = () => {}
  const begun = new Promise<void>((resolve) => (began = resolve))
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const stop = watchActivation(layout, await activationMark(layout), () => (began(), finished))
  await activate(layout, 'b', 2)
  await begun
  const stopped = stop().then(() => 'stopped')
  expect(await Promise.race([stopped, new Promise((resolve) => setImmediate(resolve, 'waiting'))])).toBe('waiting')
  finish()
  expect(await stopped).toBe('stopped')
})
