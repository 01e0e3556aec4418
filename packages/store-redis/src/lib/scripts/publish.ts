/** Makes an entry the served one if its token is the latest that was granted. Answers what it is as of. */
import { pageWords, placing } from './page-words.ts'
import { scriptOf } from './script.ts'

export const publish = scriptOf(
  [],
  pageWords,
  placing,
  `
local token = ARGV[2]
local row = redis.call('HMGET', page, field('t'), field('v'), field('a'), field('s'))
if row[1] ~= token then return { 'rejected' } end
if row[2] == token then return { 'repeated', row[4] } end
local entry = { bytes = ARGV[3], digest = ARGV[4], summary = ARGV[5], generatedAt = ARGV[6], size = ARGV[7] }
place(entry, token, row[3], math.floor(micros(ARGV[9]) / 1000), ARGV[8])
return { 'published', row[3] }
`,
)
