/** Answers where the log began and ends, and the highest floors of the given tags. Nothing where there is no log. */
import { logWords } from './log-words.ts'
import { scriptOf } from './script.ts'

export const floors = scriptOf(
  ['no-writes'],
  logWords,
  `
if not isIntact() then return false end
local row = redis.call('HMGET', facts, 'birth', 'head', 'allSoft', 'allHard')
local soft, hard = math.max(tonumber(row[1]), tonumber(row[3])), tonumber(row[4])
for _, tag in ipairs(ARGV) do
  soft = math.max(soft, tonumber(redis.call('ZSCORE', softs, tag) or '0'))
  hard = math.max(hard, tonumber(redis.call('ZSCORE', hards, tag) or '0'))
end
return { row[1], row[2], whole(soft), whole(hard) }
`,
)
