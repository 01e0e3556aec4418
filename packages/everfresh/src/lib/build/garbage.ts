/** Gives back what a long build has used up. V8 lets a heap grow to a multiple of what compiling had left in it before it looks for garbage. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Collects the garbage of the calling thread; some 50 ms for a heap of 100 MB. Where that cannot be asked for, nothing happens. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  // A context that is new has the function; those that are there already have not.
  const collect: unknown = runInNewContext('globalThis.gc')
  if (typeof collect === 'function') collect()
}
