/** Tells one run of the machine from the next. */
import { readFileSync } from 'node:fs'

/** The kernel's name for this run of the machine, or `undefined` where there is none. */
export const bootId: string | undefined = readBootId()

function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return undefined
  }
}
