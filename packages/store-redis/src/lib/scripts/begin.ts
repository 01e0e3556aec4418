/** Begins a log where there is none, or one whose parts do not belong together any more. */
import { logChanges, logWords } from './log-words.ts'
import { scriptOf } from './script.ts'

export const begin = scriptOf(['allow-oom'], logWords, logChanges, `begin(micros(ARGV[1]), ARGV[2])`)
