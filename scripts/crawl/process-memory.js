/** Watches the memory of a process from outside, as Linux tells it. */
import { readFileSync } from 'node:fs'

/**
 * @typedef {object} MemorySample
 * @property {number} atMs since the watch began
 * @property {number} visited
 * @property {number} privateMb what the process holds for itself
 * @property {number} mappedMb pages of files, such as the store's: the system takes them back when it needs room
 */

/**
 * Samples each second until `stop`, which returns the samples and the peak of the resident memory in MB, or undefined
 * where the system does not tell.
 *
 * @param {number} pid
 * @param {() => number} visited
 */
export function watchMemory(pid, visited) {
  const started = performance.now()
  /** @type {MemorySample[]} */
  const samples = []
  const sample = () => {
    const status = readStatus(pid)
    if (status === undefined) return
    samples.push({
      atMs: performance.now() - started,
      visited: visited(),
      privateMb: megabytes(status, 'RssAnon'),
      mappedMb: megabytes(status, 'RssFile') + megabytes(status, 'RssShmem'),
    })
  }
  sample()
  const timer = setInterval(sample, 1000)
  return {
    stop() {
      clearInterval(timer)
      sample()
      const status = readStatus(pid)
      return { samples, peakMb: status === undefined ? undefined : megabytes(status, 'VmHWM') }
    },
  }
}

/**
 * Returns the samples nearest to `count` equal steps of pages visited.
 *
 * @param {readonly MemorySample[]} samples
 * @param {number} count
 */
export function thinOut(samples, count) {
  const last = samples.at(-1)?.visited ?? 0
  const steps = Array.from({ length: count }, (_, index) => (last * (index + 1)) / count)
  const chosen = steps.flatMap((step) => samples.find(({ visited }) => visited >= step) ?? [])
  return [...new Set([...samples.slice(0, 1), ...chosen])]
}

/** @param {number} pid */
function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * @param {string} status
 * @param {string} field
 */
function megabytes(status, field) {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
}
