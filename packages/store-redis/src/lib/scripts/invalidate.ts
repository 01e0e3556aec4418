/** Appends to the log and raises the floors. Repeating a call whose answer was lost changes nothing. */
import { logChanges, logWords } from './log-words.ts'
import { scriptOf } from './script.ts'

export const invalidate = scriptOf(
  ['allow-oom'],
  logWords,
  logChanges,
  `
local now, nonce, logLimit, tagLimit = micros(ARGV[1]), ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local tell, news = ARGV[5], ARGV[6]
local before = 6
begin(now, nonce)
keptForMs()

local row = redis.call('HMGET', facts, 'head', 'headNonce', 'allSoft', 'allHard')
local head, allSoft, allHard = tonumber(row[1]), tonumber(row[3]), tonumber(row[4])
local count = (#ARGV - before) / 4
if count == 0 or row[2] == nonce .. ':' .. count then return { row[1], row[2] } end

local function raiseAll(soft, hard)
  allSoft, allHard = math.max(allSoft, soft), math.max(allHard, hard)
end

local function raise(tag, kind, floor)
  if tag == '*' then return raiseAll(floor, kind == 'hard' and floor or 0) end
  redis.call('ZADD', softs, 'GT', whole(floor), tag)
  if kind == 'hard' then redis.call('ZADD', hards, 'GT', whole(floor), tag) end
end

-- They become part of the floor of everything, which concerns the oldest pages only.
local function forgetLowest()
  local known = redis.call('ZCARD', softs)
  while known > 0 and known + (allSoft > 0 and 1 or 0) > tagLimit do
    local lowest = redis.call('ZPOPMIN', softs)
    redis.call('ZREM', hards, lowest[1])
    raiseAll(tonumber(lowest[2]), tonumber(lowest[2]))
    known = known - 1
  end
end

local function dropOldest()
  local surplus = redis.call('ZCARD', log) - logLimit
  if surplus <= 0 then return end
  local position, itsNonce = string.match(redis.call('ZRANGE', log, surplus - 1, surplus - 1)[1], '^%[(%d+),"([^"]+)"')
  redis.call('HSET', facts, 'base', position, 'baseNonce', itsNonce)
  redis.call('ZREMRANGEBYRANK', log, 0, surplus - 1)
end

for i = 1, count do
  local at = before + 4 * (i - 1)
  local tag, key, kind, floor = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], tonumber(ARGV[at + 4])
  head = math.max(head + 1, now, floor or 0)
  floor = floor or head
  local entry = beginOf(whole(head), nonce .. ':' .. i) .. '"' .. kind .. '",' .. whole(floor) .. ',' .. tag .. ']'
  redis.call('ZADD', log, whole(head), entry)
  raise(key, kind, floor)
end
forgetLowest()
dropOldest()
local headNonce = nonce .. ':' .. count
redis.call('HSET', facts, 'head', whole(head), 'headNonce', headNonce, 'allSoft', whole(allSoft), 'allHard', whole(allHard),
  'length', whole(redis.call('ZCARD', log)), 'softs', whole(redis.call('ZCARD', softs)),
  'hards', whole(redis.call('ZCARD', hards)))
-- Only a hint: whoever may not be told finds out by itself.
redis.pcall(tell, news, whole(head))
return { whole(head), headNonce }
`,
)
