/** Words of the scripts that append to the log. Appending again what was appended, because the answer was lost, changes nothing. */

/** Invalidations that are told word for word: of more, whoever wants to know them asks. */
const mostInMessage = 200

/**
 * `append(first)` appends what the arguments from the `first` on say: the time, a nonce, how many entries and tags are kept, by
 * which command and where it is told, and four for each invalidation: its tag, the tag's key, its kind and its floor, or ''.
 * It answers where the log ends then, and what was told.
 */
export const logAppend = `
local function append(first)
  local before = first + 5
  local now, nonce, logLimit, tagLimit = micros(ARGV[first]), ARGV[first + 1], tonumber(ARGV[first + 2]), tonumber(ARGV[first + 3])
  local tell, news = ARGV[first + 4], ARGV[first + 5]
  begin(now, nonce)
  keptForMs()

  local row = redis.call('HMGET', facts, 'head', 'headNonce', 'allSoft', 'allHard')
  local after, afterNonce = row[1], row[2]
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

  local added = {}
  for i = 1, count do
    local at = before + 4 * (i - 1)
    local tag, key, kind, floor = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], tonumber(ARGV[at + 4])
    head = math.max(head + 1, now, floor or 0)
    floor = floor or head
    local entry = beginOf(whole(head), nonce .. ':' .. i) .. '"' .. kind .. '",' .. whole(floor) .. ',' .. tag .. ']'
    redis.call('ZADD', log, whole(head), entry)
    raise(key, kind, floor)
    added[i] = entry
  end
  forgetLowest()
  dropOldest()
  local headNonce = nonce .. ':' .. count
  redis.call('HSET', facts, 'head', whole(head), 'headNonce', headNonce, 'allSoft', whole(allSoft), 'allHard', whole(allHard),
    'length', whole(redis.call('ZCARD', log)), 'softs', whole(redis.call('ZCARD', softs)),
    'hards', whole(redis.call('ZCARD', hards)))
  -- Whoever knows all that was before need not ask for it. Only a hint: whoever may not be told finds out by itself.
  local message = ''
  if count <= ${mostInMessage} then
    message = '[' .. after .. ',"' .. afterNonce .. '",' .. whole(head) .. ',"' .. headNonce .. '",[' .. table.concat(added, ',') .. ']]'
  end
  redis.pcall(tell, news, message)
  return { whole(head), headNonce, message }
end
`
