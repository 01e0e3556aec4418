/** Prolongs a lease. Answers 0 when it is over for good. */
import { pageWords } from './page-words.ts'
import { scriptOf } from './script.ts'

export const renew = scriptOf(
  ['allow-oom'],
  pageWords,
  `
local row = redis.call('HMGET', page, field('t'), field('l'))
if row[1] ~= ARGV[2] or tonumber(row[2] or '0') == 0 then return 0 end
redis.call('HSET', page, field('l'), whole(math.floor(micros(ARGV[4]) / 1000) + tonumber(ARGV[3])))
keepForAWhile()
return 1
`,
)
