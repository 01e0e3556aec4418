/** Ends a lease without a new version. */
import { pageWords } from './page-words.ts'
import { scriptOf } from './script.ts'

export const fail = scriptOf(
  ['allow-oom'],
  pageWords,
  `
local row = redis.call('HMGET', page, field('t'), field('l'))
if row[1] ~= ARGV[2] or tonumber(row[2] or '0') == 0 then return 0 end
redis.call('HSET', page, field('l'), '0', field('r'), ARGV[3])
keepForAWhile()
return 1
`,
)
