/** Appends to the log and raises the floors. */
import { logAppend } from './log-append.ts'
import { logChanges, logWords } from './log-words.ts'
import { scriptOf } from './script.ts'

export const invalidate = scriptOf(['allow-oom'], logWords, logChanges, logAppend, 'return append(1)')
