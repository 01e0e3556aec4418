/** Answers for how long the list of members has been kept, and the list; asks those who are behind for a heartbeat. Nothing when the log lacks the entry at the cursor. */
import { logChanges, logWords } from './log-words.ts'
import { scriptOf } from './script.ts'

export const members = scriptOf(
  ['allow-oom'],
  logWords,
  logChanges,
  `
begin(micros(ARGV[1]), ARGV[2])
local kept = keptForMs()
if tailOf(ARGV[3], ARGV[4]) == 'diverged' then return false end
local roll = redis.call('HGETALL', members)
if ARGV[5] ~= '' then
  for i = 2, #roll, 2 do
    if tonumber(string.match(roll[i], '^%d+')) < tonumber(ARGV[3]) then
      -- Only a hint, as in \`invalidate\`.
      redis.pcall(ARGV[5], ARGV[6], '')
      break
    end
  end
end
return { whole(kept), roll }
`,
)

/** Forgets a member that has not beaten since, or, without a number of beats, whatever it did. */
export const expel = scriptOf(
  ['allow-oom'],
  logWords,
  logChanges,
  `
local beats = string.match(redis.call('HGET', members, ARGV[1]) or '', '^%d+ (%d+)')
if not beats or (ARGV[2] ~= '' and beats ~= ARGV[2]) then return 0 end
redis.call('HDEL', members, ARGV[1])
noteRoll()
return 1
`,
)
