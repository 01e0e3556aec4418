/** The table that ends a build: each route, how it is made, how often, and what a first visit loads. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Table from 'cli-table3'
import pc from 'picocolors'
import type { BuildResult } from '../build/build-site.ts'
import { clientDirectory } from '../deployments/layout.ts'
import type { RouteRecord } from '../deployments/manifest.ts'

const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

export function routeTable(result: BuildResult): string {
  const { manifest, generated, directory } = result
  const byPattern = new Map(generated.map((route) => [route.pattern, route]))
  const sizeOf = measureScripts(clientDirectory(directory))
  const table = new Table({
    head: ['', 'Route', 'Revalidate', 'Pages', 'First-load JS'].map(pc.bold),
    chars: plain,
    style: { head: [], border: [] },
  })
  for (const route of [...manifest.routes].sort((a, b) => (a.pattern < b.pattern ? -1 : 1))) {
    const made = byPattern.get(route.pattern)
    const assets = manifest.assets[route.pattern]
    table.push([
      symbolOf(route),
      route.pattern,
      route.kind === 'static-props' ? interval(made?.revalidateSeconds) : '',
      route.kind === 'static-props' || route.kind === 'automatic' ? String(made?.pages ?? 0) : '',
      assets === undefined
        ? ''
        : kilobytes([...assets.scripts, ...assets.preloads].reduce((sum, name) => sum + sizeOf(name), 0)),
    ])
  }
  const legend = ['○  static', '●  generated from data, regenerated as shown', 'ƒ  rendered on request']
  return `${table.toString()}\n\n${legend.join('\n')}\n`
}

function symbolOf({ kind }: RouteRecord): string {
  if (kind === 'automatic') return '○'
  return kind === 'static-props' ? '●' : 'ƒ'
}

function interval(seconds: number | false | undefined): string {
  if (seconds === undefined) return 'at first visit'
  return seconds === false ? 'on demand' : `${seconds} s`
}

/** Bytes of a script after gzip: what a visitor's connection carries. */
function measureScripts(directory: string): (name: string) => number {
  const sizes = new Map<string, number>()
  return (name) => {
    const known = sizes.get(name)
    if (known !== undefined) return known
    const size = gzipSync(readFileSync(join(directory, name))).byteLength
    sizes.set(name, size)
    return size
  }
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
