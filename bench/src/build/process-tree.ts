/** The memory that a process and everything it started hold at their highest. */
import { readFileSync } from 'node:fs'

const intervalMs = 100

export interface PeakMemory {
  /** Sum of what is resident over all processes of the tree, bytes; pages that they share count once for each. */
  stop(): number
}

export function watchPeakMemory(pid: number): PeakMemory {
  let peak = 0
  const sample = () => (peak = Math.max(peak, residentBytes(pid)))
  const timer = setInterval(sample, intervalMs)
  return {
    stop() {
      clearInterval(timer)
      return peak
    },
  }
}

function residentBytes(pid: number): number {
  return treeOf(pid).reduce((sum, each) => {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(contentOf(`/proc/${each}/status`)) ?? []
    return sum + Number(kilobytes) * 1024
  }, 0)
}

/** The process and everything that it started, and that is still there. */
export function treeOf(pid: number): number[] {
  // Any thread may have started a process, but node starts them all from its main one.
  const children = contentOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(treeOf)]
}

/** Processes come and go while they are counted. */
export function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
