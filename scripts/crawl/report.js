/** Prints what a crawl found. */
import { thinOut } from './process-memory.js'

/** @typedef {import('./tally.js').Tally} Tally */

const listed = 20

/**
 * @param {Tally} tally
 * @param {number} elapsedMs
 */
export function printTally(tally, elapsedMs) {
  const { visited, pages, errors, deadLinks, cache } = tally
  const answers = Object.entries(cache).map(([name, count]) => `${number(count)} ${name}`)
  print(
    'Visited',
    `${number(visited)} addresses, ${number(pages.length)} of them generated pages (${answers.join(', ')})`,
  )
  print('Errors', number(errors.length))
  print('Dead links', number(deadLinks.length))
  print('Time', `${(elapsedMs / 1000).toFixed(1)} s`)
  print('Pages per second', number(Math.round((visited / elapsedMs) * 1000)))
  for (const visit of [...errors, ...deadLinks].slice(0, listed)) {
    console.log(`  ${visit.error ?? visit.status} ${visit.url}\n    linked from ${visit.from}`)
  }
}

/** @param {number} bytes */
export function printDisk(bytes) {
  print('Pages on disk', `${number(Math.round(bytes / 2 ** 20))} MB`)
}

/** @param {{ samples: import('./process-memory.js').MemorySample[], peakMb: number | undefined }} memory */
export function printMemory({ samples, peakMb }) {
  if (peakMb === undefined) return print('Memory', 'this system does not tell')
  print('Peak memory', `${number(Math.round(peakMb))} MB, mapped files included`)
  console.log('\n     time   visited   private MB   mapped files MB')
  for (const { atMs, visited, privateMb, mappedMb } of thinOut(samples, 12)) {
    const cells = [`${(atMs / 1000).toFixed(0)} s`, number(visited), privateMb.toFixed(0), mappedMb.toFixed(0)]
    console.log(cells.map((cell, index) => cell.padStart([9, 10, 13, 18][index] ?? 0)).join(''))
  }
  console.log()
}

/** @param {Tally} tally */
export function printRendered({ rendered, cache }) {
  print('Rendered', `${number(rendered.length)} while the visitor waited, ${number(cache['STALE'] ?? 0)} behind`)
  for (const { url, cache: answer } of rendered.slice(0, listed)) console.log(`  ${answer} ${url}`)
}

/** @param {number} value */
const number = (value) => value.toLocaleString('en')

/**
 * @param {string} label
 * @param {string} value
 */
function print(label, value) {
  console.log(`${label.padEnd(17)} ${value}`)
}
