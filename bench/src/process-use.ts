/** What a process and everything it started have used of the processors, and what they hold in memory. */
import { contentOf, treeOf } from './build/process-tree.ts'

export interface ProcessUse {
  /** In user mode and in the kernel, of all threads; that of processes that ended counts for whoever waited for them. */
  readonly cpuSeconds: number
  /** Sum over the processes; pages that they share count once for each. */
  readonly residentBytes: number
  /** Of those, what is not mapped from a file: the system cannot take it back when it needs room. */
  readonly ownBytes: number
}

export function useOf(pid: number): ProcessUse {
  const uses = treeOf(pid).map((each) => {
    const status = contentOf(`/proc/${each}/status`)
    return {
      cpuSeconds: cpuSecondsOf(contentOf(`/proc/${each}/stat`)),
      residentBytes: bytesIn(status, 'VmRSS'),
      ownBytes: bytesIn(status, 'RssAnon'),
    }
  })
  const sum = (figure: keyof ProcessUse) => uses.reduce((total, use) => total + use[figure], 0)
  return { cpuSeconds: sum('cpuSeconds'), residentBytes: sum('residentBytes'), ownBytes: sum('ownBytes') }
}

/** Of Linux' /proc/…/stat: utime, stime, cutime and cstime, which it counts in hundredths of a second. */
export function cpuSecondsOf(stat: string): number {
  // The name of the program is the second field, in brackets, and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

const bytesIn = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024
