/** Ends a child process together with this one, whichever way this one is asked to stop. */

/**
 * Hands the signals that this process gets to `child`.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function passOnSignals(child) {
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => {
    // Ctrl+C in a terminal has reached the child already; a second one would cut its graceful stop short.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child.kill(signal)
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, passOn)
  child.once('exit', () => {
    for (const signal of signals) process.off(signal, passOn)
  })
}

/**
 * Asks `child` to stop when the npm that started this script has gone.
 *
 * npm passes a signal on to the shell between itself and us, which dies of it without telling us.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function stopWithNpm(child) {
  // Without npm the parent is whoever started us, who may well leave us running.
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  child.once('exit', () => clearInterval(watch))
}
