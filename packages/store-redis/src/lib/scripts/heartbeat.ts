/** Notes that a member is there and what it has applied, and answers with what it has missed. */
import { logChanges, logWords } from './log-words.ts'
import { scriptOf } from './script.ts'

/** A round is begun at most this often, µs. Silent for as many rounds as below, a member is struck off. */
const roundMicros = 10_000_000
const silentRounds = 30

/**
 * Members are struck off by rounds, not by their age: a clock that is set forward begins one round too early, and does not
 * strike off everybody.
 */
export const heartbeat = scriptOf(
  ['allow-oom'],
  logWords,
  logChanges,
  `
local now, nonce, member, position, cursorNonce = micros(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]
begin(now, nonce)
local kept = keptForMs()
local kind, from = tailOf(position, cursorNonce)
local row = redis.call('HMGET', facts, 'head', 'headNonce', 'round', 'roundAt')
local round, roundAt = tonumber(row[3]), tonumber(row[4])

local function strikeOffSilent()
  if roundAt <= now and now < roundAt + ${roundMicros} then return end
  round = round + 1
  redis.call('HSET', facts, 'round', whole(round), 'roundAt', whole(now))
  local all = redis.call('HGETALL', members)
  for i = 1, #all, 2 do
    if round - tonumber(string.match(all[i + 1], '(%d+)$')) > ${silentRounds} then redis.call('HDEL', members, all[i]) end
  end
end

local known, beats = string.match(redis.call('HGET', members, member) or '0 0 0', '^(%d+) (%d+)')
-- A heartbeat may arrive after a later one. Of what belonged to a log that is lost, nothing was acknowledged.
local acknowledged = 0
if kind == 'entries' then acknowledged = math.max(tonumber(known), tonumber(position) or 0) end
strikeOffSilent()
redis.call('HSET', members, member, whole(acknowledged) .. ' ' .. whole(tonumber(beats) + 1) .. ' ' .. whole(round))
noteRoll()

-- One text: thousands of small ones, which a new instance has to read, would take both sides ten times as long.
local entries = {}
if position ~= row[1] or kind ~= 'entries' then entries = redis.call('ZRANGEBYSCORE', log, from, '+inf') end
return { kind, row[1], row[2], whole(math.floor(now / 1000)), whole(kept), '[' .. table.concat(entries, ',') .. ']' }
`,
)
