/** Names processes so that one that ended is told from another that was given its number later. */
import { readFileSync } from 'node:fs'

/** When a process began, in ticks since the machine did; 0 where nobody knows. */
function beginningOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may contain anything. The beginning is the 20th field behind it.
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return 0
  }
}

/** This process, as others on the machine can recognise it. */
export const thisProcess = `${process.pid}-${beginningOf(process.pid)}`

/** Whether the process that called itself `name` is still there. In doubt it is. */
export function isAlive(name: string): boolean {
  const [pid = 0, beginning = 0] = name.split('-').map(Number)
  return exists(pid) && (beginning === 0 || [0, beginning].includes(beginningOf(pid)))
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
