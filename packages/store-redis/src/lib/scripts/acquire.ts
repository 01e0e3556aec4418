/** Decides who may render a page, as the engine's `decideAcquire` does, from what the caller has read of it. */
import { longestBackoffMs } from '@everfresh/engine'
import { pageWords } from './page-words.ts'
import { scriptOf } from './script.ts'

/** By how much an entry may be ahead of the clock, as in the engine's `freshnessOf`, ms. */
const clockToleranceMs = 60_000

/**
 * Answers `changed` when the page has another version than the caller read, `granted` again to a request that is repeated
 * because its answer was lost.
 */
export const acquire = scriptOf(
  ['allow-oom'],
  pageWords,
  `
local seen, isThere = ARGV[2], ARGV[3] == '1'
local entryAsOf, staleAt, expiresAt, generatedAt = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local soft, hard, head = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local need, known, since = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local owner, ttl, nonce = ARGV[14], tonumber(ARGV[15]), ARGV[16]
local time = micros(ARGV[17])
local now = math.floor(time / 1000)

local row = redis.call('HMGET', page, field('v'), field('t'), field('a'), field('l'), field('r'), field('n'), '/ns', '/at', '/tok')
local version, token, asOf = row[1] or '0', row[2], tonumber(row[3] or '0')
local leasedUntil, retryAt = tonumber(row[4] or '0'), tonumber(row[5] or '0')
if version ~= seen then return { 'changed' } end
if row[6] == nonce and leasedUntil > 0 then return { 'granted', token, whole(asOf), whole(leasedUntil) } end

local function isFresh()
  if entryAsOf < hard or now >= expiresAt or entryAsOf < soft or now >= staleAt then return false end
  return not (generatedAt - now > ${clockToleranceMs} and staleAt < math.huge)
end

local isOutrun = row[7] and row[7] ~= ns and tonumber(row[8]) > generatedAt and generatedAt < since
if isThere and entryAsOf >= need and not isOutrun and isFresh() then return { 'fresh' } end
if isLeased(leasedUntil, now) then return { 'busy', whole(asOf), whole(leasedUntil - now) } end
if isThere and need == 0 and isAhead(retryAt, now, ${longestBackoffMs}) and asOf >= hard then
  return { 'backoff', whole(retryAt) }
end

local granted = whole(nextToken(token, row[9], time))
local seenTo = math.max(known, need, head)
if isThere then seenTo = math.max(seenTo, entryAsOf) end
redis.call('HSET', page, field('t'), granted, field('a'), whole(seenTo), field('l'), whole(now + ttl), field('o'), owner,
  field('n'), nonce)
keepForAWhile()
return { 'granted', granted, whole(seenTo), whole(now + ttl) }
`,
)
