/** What a process holds: memory and open files, as Linux counts them. */
import { readdir, readFile, readlink } from 'node:fs/promises'

export interface Usage {
  /** Memory of its own, without files that are mapped, bytes. */
  readonly memoryBytes: number
  readonly files: number
  /** Of the files, connections and listening sockets. */
  readonly sockets: number
}

/** @throws where the process is gone. */
export async function usageOf(pid: number): Promise<Usage> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0)
  const descriptors = await readdir(`/proc/${pid}/fd`)
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  return {
    memoryBytes: kilobytes * 1024,
    files: descriptors.length,
    sockets: targets.filter((target) => target.startsWith('socket:')).length,
  }
}

/** How much more the last quarter of `values` is than the second one, by their medians, as a part of the latter: 0.1 is a tenth. */
export function growthOf(values: readonly number[]): number {
  const quarter = Math.floor(values.length / 4)
  if (quarter === 0) return 0
  const [early, late] = [values.slice(quarter, 2 * quarter), values.slice(-quarter)].map(median)
  return late! / early! - 1
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
