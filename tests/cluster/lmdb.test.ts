/** Several processes over one LMDB folder: the guarantees hold while they are killed, frozen and started again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openCluster, type Cluster } from './cluster.ts'
import { underTraffic } from './drive/traffic.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await openCluster({ instances: 3, folders: 'shared' })
})
afterAll(() => cluster?.close())
afterEach(() => expect(cluster.violations()).toEqual([]))

const products = ['/products/1', '/products/2', '/products/3', '/products/built-1']
const windows = ['/products/window-1', '/products/window-2']
const all = [...products, ...windows]

describe('three processes over LMDB', () => {
  it('show what was published on any of them, and render each page once per window', async () => {
    for (const path of windows) cluster.source.keepFresh(path, 1)
    await underTraffic(cluster, { paths: all, edited: products }, () => sleep(4_000))
    const { visits, resolved, rejected, degraded } = cluster.checker.counts
    expect(visits).toBeGreaterThan(200)
    expect(resolved).toBeGreaterThan(3)
    expect({ rejected, degraded }).toEqual({ rejected: 0, degraded: 0 })
  })
})
