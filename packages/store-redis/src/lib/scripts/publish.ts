/** Makes an entry the served one if its token is the latest that was granted. Answers what it is as of. */
import { logAppend } from './log-append.ts'
import { logChanges, logWords } from './log-words.ts'
import { pageWords, placing } from './page-words.ts'
import { scriptOf } from './script.ts'

const publishing = `
local token = ARGV[2]
local row = redis.call('HMGET', page, field('t'), field('v'), field('a'), field('s'))
if row[1] ~= token then return { 'rejected' } end
if row[2] == token then return { 'repeated', row[4] } end
local entry = { bytes = ARGV[3], digest = ARGV[4], summary = ARGV[5], generatedAt = ARGV[6], size = ARGV[7] }
place(entry, token, row[3], math.floor(micros(ARGV[9]) / 1000), ARGV[8])
`

export const publish = scriptOf([], pageWords, placing, publishing, `return { 'published', row[3] }`)

/** Appends to the log as well, where one server has both. */
export const publishAndInvalidate = scriptOf(
  [],
  logWords,
  logChanges,
  logAppend,
  pageWords,
  placing,
  publishing,
  `
local appended = append(10)
return { 'published', row[3], appended[1], appended[2], appended[3] }
`,
)
