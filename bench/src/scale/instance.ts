/**
 * One instance of the scale bench: an engine over a store, in a process of its own that does what it is told.
 *
 * Started by `scale.ts` with the store and a folder as arguments.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '@everfresh/engine'
import type { Entry, PageStore } from '@everfresh/engine'
import { openFilesystemPageStore } from '@everfresh/store-filesystem'
import { openLmdbPageStore } from '@everfresh/store-lmdb'
import { openRedisPageStore } from '@everfresh/store-redis'
import { inOrderOfHashes } from '../hash-order.ts'
import type { Answer, Command } from './commands.ts'
import { indexOf, namespace, pagesWithSharedTag, pathAt, sharedTag, tagAt } from './pages.ts'

const [kind = 'lmdb', folder = ''] = process.argv.slice(2)

const began = performance.now()
const store = await openStore()
const openMs = performance.now() - began
const engine = createEngine({
  store,
  deployment: 'bench',
  memoryBytes: 100 * 1024 * 1024,
  revalidationTimeoutMs: 120_000,
  async render({ page }) {
    const tags = indexOf(page.path) < pagesWithSharedTag ? [sharedTag] : []
    return { ...contentOf(page.path), tags, revalidateMs: false, expireMs: false }
  },
})

function openStore(): Promise<PageStore> {
  const maxBytes = 100 * 1024 ** 3
  if (kind === 'lmdb') return openLmdbPageStore({ directory: folder, maxBytes })
  if (kind === 'filesystem') return openFilesystemPageStore({ directory: folder, maxBytes })
  return openRedisPageStore({ url: kind, keyPrefix: folder.split('/').at(-1)! })
}

const contentOf = (path: string) => ({
  bodies: { html: Buffer.from(`<h1>${path}</h1>`.padEnd(1_024)), data: Buffer.from('{"pageProps":{}}') },
  attributes: { status: 200 },
})

const pageAt = (index: number) => ({ namespace, path: pathAt(index), context: null })

/** Entries from `from` up to, not including, `to`. The first ones share a tag; every one has a tag of its own of many. */
async function seed(from: number, to: number, tags: number): Promise<number> {
  const asOf = await store.head()
  const now = Date.now()
  const indexes = inOrderOfHashes(Array.from({ length: to - from }, (_, i) => pathAt(from + i))).map(indexOf)
  let seeded = 0
  for (let at = 0; at < indexes.length; at += 1_000) {
    const entries = indexes.slice(at, at + 1_000).map((index): Entry => {
      return {
        namespace,
        path: pathAt(index),
        ...contentOf(pathAt(index)),
        version: 0,
        asOf,
        tags: index < pagesWithSharedTag ? [tagAt(index % tags), sharedTag] : [tagAt(index % tags)],
        deployment: 'bench',
        reason: 'build',
        generatedAt: now,
        renderMs: 1,
        staleAt: Infinity,
        expiresAt: Infinity,
      }
    })
    seeded += await store.seed(entries)
  }
  return seeded
}

async function invalidateTags(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1_000) {
    const tags = Array.from({ length: Math.min(1_000, to - at) }, (_, i) => tagAt(at + i))
    await store.invalidate(tags.map((tag) => ({ tag: `t:${tag}`, kind: 'soft' })))
  }
}

/** Of each page by itself, µs. */
async function timesOf(indexes: readonly number[], act: (index: number) => unknown): Promise<number[]> {
  const times: number[] = []
  for (const index of indexes) {
    const start = performance.now()
    await act(index)
    times.push((performance.now() - start) * 1_000)
  }
  return times
}

async function answerTo(command: Command): Promise<Answer> {
  switch (command.do) {
    case 'seed':
      return seed(command.from, command.to, command.tags)
    case 'invalidate-tags':
      return void (await invalidateTags(command.from, command.to))
    case 'load':
      return timesOf(command.indexes, (index) => engine.get(pageAt(index)))
    case 'peek': {
      // Too short to be timed one by one.
      const pages = command.indexes.map(pageAt)
      let hits = 0
      const times = await timesOf([0, 1, 2, 3, 4, 5, 6, 7, 8], () => {
        hits = pages.filter((page) => engine.peek(page)?.state === 'hit').length
      })
      const us = times.toSorted((a, b) => a - b)[4]! / pages.length
      return { us, hits }
    }
    case 'revalidate':
      return timesOf(command.indexes, (index) => engine.revalidate(pageAt(index)))
    case 'invalidate':
      return timesOf([0], () => engine.invalidate([{ tag: command.tag }], 'hard'))
    case 'figures':
      return figures()
    case 'close':
      await engine.close()
      await store.close()
  }
  return undefined
}

async function figures() {
  const start = performance.now()
  await store.statistics()
  const statisticsMs = performance.now() - start
  for await (const _ of store.list()) break
  const listMs = performance.now() - start - statisticsMs
  globalThis.gc?.()
  const status = readFileSync('/proc/self/status', 'latin1')
  // Without what is mapped from files: the system shares that among instances, and takes it back when it needs to.
  const ownBytes = Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1_024
  const file = kind === 'lmdb' ? statSync(join(folder, 'data.mdb')).size : 0
  return { openMs, statisticsMs, listMs, ownBytes, fileBytes: file }
}

process.on('message', (command: Command) => void obey(command))

async function obey(command: Command): Promise<void> {
  try {
    process.send!({ answer: await answerTo(command) })
    if (command.do === 'close') process.disconnect()
  } catch (error) {
    process.send!({ error: String(error) })
  }
}

process.send!({ answer: 'ready' })
