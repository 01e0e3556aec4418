/** Programs that run on the server, each as one atomic step. */
import { createHash } from 'node:crypto'

export interface Script {
  readonly text: string
  /** Under which the server knows it once it has run. */
  readonly sha: string
}

/** Without a flag a script is refused while memory is full, and by a server that takes no writes. */
type Flag = 'allow-oom' | 'no-writes'

export function scriptOf(flags: readonly Flag[], ...parts: readonly string[]): Script {
  const text = [`#!lua flags=${flags.join(',')}`, ...parts].join('\n')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}
