/**
 * Words of the scripts about one page. All pages of a path are one hash; the fields of a page begin with its namespace, which
 * holds no slash, and those of the path with a slash:
 *
 * | field | |
 * | --- | --- |
 * | `v` `s` | version of the published entry, and as of which log position it was made |
 * | `e` `d` `x` `g` `b` `p` | the entry, its SHA-1, its summary, generatedAt, bytes in memory, published at |
 * | `t` `a` `l` `r` `o` `n` | latest granted token, its asOf, leased until, retry at, owner, nonce of the request |
 * | `/ns` `/at` | the path's latest content: under which code, generated when |
 * | `/tok` | the highest token of a page that was removed |
 */
import { longestBackoffMs, longestLeaseMs } from '@everfresh/engine'
import { words } from './words.ts'

/** What keeps a lease or a backoff of a page without an entry: longer than either lasts. */
const coordinationTtlMs = Math.max(longestBackoffMs, longestLeaseMs) + 300_000

export const pageWords = `${words}
-- Behind the keys of the log, where a script has those.
local page, ns = KEYS[#KEYS], ARGV[1]

local function field(name)
  return ns .. '/' .. name
end

local function isAhead(time, now, longest)
  return now < time and time - now <= longest
end

local function isLeased(leasedUntil, now)
  return isAhead(leasedUntil, now, ${longestLeaseMs})
end

local function keepForAWhile()
  if redis.call('PTTL', page) < ${coordinationTtlMs} then redis.call('PEXPIRE', page, ${coordinationTtlMs}) end
end

local function nextToken(token, removed, now)
  return math.max(math.max(tonumber(token or '0'), tonumber(removed or '0')) + 1, now)
end
`

/** Makes an entry the served one. Pages of other code whose time is over are removed with this occasion. */
export const placing = `
local function remove(namespace)
  local token = tonumber(redis.call('HGET', page, namespace .. '/t') or '0')
  local removed = tonumber(redis.call('HGET', page, '/tok') or '0')
  if token > removed then redis.call('HSET', page, '/tok', whole(token)) end
  for _, name in ipairs({ 'v', 's', 'e', 'd', 'x', 'g', 'b', 'p', 't', 'a', 'l', 'r', 'o', 'n' }) do
    redis.call('HDEL', page, namespace .. '/' .. name)
  end
end

local function removeOthersBefore(time)
  for _, name in ipairs(redis.call('HKEYS', page)) do
    local namespace = string.match(name, '^(.+)/p$')
    if namespace and namespace ~= ns and tonumber(redis.call('HGET', page, name)) < time then remove(namespace) end
  end
end

local function place(entry, token, asOf, nowMs, ttlMs)
  redis.call('HSET', page, field('v'), token, field('s'), asOf, field('t'), token, field('a'), asOf,
    field('e'), entry.bytes, field('d'), entry.digest, field('x'), entry.summary, field('g'), entry.generatedAt,
    field('b'), entry.size, field('p'), whole(nowMs), field('l'), '0', field('r'), '0')
  local latest = redis.call('HMGET', page, '/ns', '/at')
  local at = tonumber(latest[2] or '0')
  -- What was made in the future was made before the clock was set back.
  if not latest[1] or at <= tonumber(entry.generatedAt) or at > nowMs then
    redis.call('HSET', page, '/ns', ns, '/at', entry.generatedAt)
  end
  removeOthersBefore(nowMs - tonumber(ttlMs))
  redis.call('PEXPIRE', page, ttlMs)
end
`
