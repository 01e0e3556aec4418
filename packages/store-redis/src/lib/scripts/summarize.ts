/** Answers namespace, version, asOf, bytes and summary of every published page of a path, and reads no bodies. */
import { scriptOf } from './script.ts'

export const summarize = scriptOf(
  ['no-writes'],
  `
local found = {}
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  local ns = string.match(name, '^(.+)/x$')
  if ns then
    local row = redis.call('HMGET', KEYS[1], ns .. '/v', ns .. '/s', ns .. '/b', name)
    found[#found + 1] = { ns, row[1], row[2], row[3], row[4] }
  end
end
return found
`,
)
