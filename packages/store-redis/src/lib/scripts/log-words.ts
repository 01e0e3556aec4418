/**
 * Words of the scripts about the log. Beside the log (a sorted set by position, of entries that are JSON), the floors (two sorted
 * sets) and the members (a hash) there are facts:
 *
 * | fact | |
 * | --- | --- |
 * | `birth` `birthNonce` | where the log began |
 * | `base` `baseNonce` | the last entry that was dropped |
 * | `head` `headNonce` | the newest entry |
 * | `allSoft` `allHard` | the floors of everything |
 * | `length` `softs` `hards` `roll` | how much there is of each, so that it is noticed when the server has dropped one |
 * | `run` `kept` | the server's id of its run, and since when nothing was lost, as far as that tells (µs) |
 * | `round` `roundAt` | counts the rounds in which silent members are struck off |
 */
import { words } from './words.ts'

/** Reads only. */
export const logWords = `${words}
local facts, log, softs, hards, members = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

-- A server that is short of memory may drop one of the keys and keep the others.
local function isIntact()
  local row = redis.call('HMGET', facts, 'birth', 'length', 'softs', 'hards')
  return row[1] and tonumber(row[2]) == redis.call('ZCARD', log) and tonumber(row[3]) == redis.call('ZCARD', softs)
    and tonumber(row[4]) == redis.call('ZCARD', hards)
end

-- How an entry begins.
local function beginOf(position, nonce)
  return '[' .. position .. ',"' .. nonce .. '",'
end

-- What a reader at a cursor has missed, as the engine's kindOfTail says, and from where on the log is news to it.
local function tailOf(position, nonce)
  if position == '' then return 'entries', '-inf' end
  local found = redis.call('ZRANGEBYSCORE', log, position, position)[1]
  local expected = beginOf(position, nonce)
  if found and string.sub(found, 1, #expected) == expected then return 'entries', '(' .. position end
  local row = redis.call('HMGET', facts, 'birth', 'base', 'baseNonce')
  if row[2] == position and row[3] == nonce then return 'entries', '-inf' end
  local at = tonumber(position)
  if tonumber(row[1]) <= at and at < tonumber(row[2]) then return 'truncated', '-inf' end
  return 'diverged', '-inf'
end
`

/** Also begins a log where there is none, and notices what a server may have lost. */
export const logChanges = `
-- Real time, whatever clock a test brings: it is about the server, not about pages.
local function realMicros()
  return micros('')
end

local function runOfServer()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or 'unknown'
end

-- Everything that was made before is stale from here on.
local function begin(now, nonce)
  if isIntact() then return end
  local before = tonumber(redis.call('HGET', facts, 'head') or '0')
  local birth = whole(math.max(now, before + 1))
  redis.call('DEL', facts, log, softs, hards, members)
  redis.call('HSET', facts, 'birth', birth, 'birthNonce', nonce, 'base', birth, 'baseNonce', nonce, 'head', birth,
    'headNonce', nonce, 'allSoft', '0', 'allHard', '0', 'length', '0', 'softs', '0', 'hards', '0', 'roll', '0',
    'run', runOfServer(), 'kept', whole(realMicros()), 'round', '0', 'roundAt', whole(now))
end

-- For how long nothing was lost, as far as the server's run tells, ms. Another run may be a replica that was behind, or
-- began from a file that was.
local function keptForMs()
  local now = realMicros()
  local row = redis.call('HMGET', facts, 'run', 'kept', 'roll')
  local kept, run = tonumber(row[2]), runOfServer()
  if row[1] ~= run or kept > now or tonumber(row[3]) ~= redis.call('HLEN', members) then
    redis.call('HSET', facts, 'run', run, 'kept', whole(now), 'roll', whole(redis.call('HLEN', members)))
    kept = now
  end
  return math.floor((now - kept) / 1000)
end

local function noteRoll()
  redis.call('HSET', facts, 'roll', whole(redis.call('HLEN', members)))
end
`
