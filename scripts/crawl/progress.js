/** Shows how far a crawl is: a bar in a terminal, a line now and then elsewhere. */
import { SingleBar } from 'cli-progress'

/** @typedef {{ show: (visited: number, known: number, wrong: number) => void, end: () => void }} Progress */

/**
 * @param {string} title
 * @returns {Progress}
 */
export function openProgress(title) {
  const started = performance.now()
  const bar = new SingleBar({
    format: `${title} {bar} {value}/{total} · {rate} pages/s · {wrong} wrong · {eta_formatted} left`,
    hideCursor: true,
    // The bar forgets what it did longer ago, so the time left follows the present pace.
    etaBuffer: 2000,
    fps: 5,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  })
  bar.start(1, 0, { rate: 0, wrong: 0 })
  return {
    show(visited, known, wrong) {
      bar.setTotal(known)
      bar.update(visited, { rate: Math.round((visited / (performance.now() - started)) * 1000), wrong })
    },
    end: () => bar.stop(),
  }
}
