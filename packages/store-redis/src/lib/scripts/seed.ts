/**
 * Stores what a build made where nothing newer stands. Without the entry's bytes it only answers whether it would: most
 * builds are sown by several instances, and the first has done it all.
 */
import { pageWords, placing } from './page-words.ts'
import { scriptOf } from './script.ts'

export const seed = scriptOf(
  [],
  pageWords,
  placing,
  `
local entry = { bytes = ARGV[2], digest = ARGV[3], summary = ARGV[4], generatedAt = ARGV[5], size = ARGV[6] }
local madeAsOf, asOf, ttl = tonumber(ARGV[7]), ARGV[8], ARGV[9]
local time, replaces = micros(ARGV[10]), ARGV[11]
local row = redis.call('HMGET', page, field('v'), field('g'), field('s'), field('t'), field('l'), field('d'), '/tok')

-- One that is damaged counts as absent to every reader.
local function isIntact()
  return redis.sha1hex(redis.call('HGET', page, field('e')) or '') == row[6]
end

local function isReplaceable()
  if replaces ~= '' and tonumber(row[1]) ~= tonumber(replaces) then return false end
  return tonumber(row[2]) < tonumber(entry.generatedAt) and tonumber(row[3]) <= madeAsOf
end

if isLeased(tonumber(row[5] or '0'), math.floor(time / 1000)) then return 0 end
if row[1] and not isReplaceable() and isIntact() then
  -- Still wanted.
  redis.call('PEXPIRE', page, ttl)
  return 0
end
-- What was to be replaced is gone.
if not row[1] and replaces ~= '' and replaces ~= '0' then return 0 end
if entry.bytes ~= '' then place(entry, whole(nextToken(row[4], row[7], time)), asOf, math.floor(time / 1000), ttl) end
return 1
`,
)
