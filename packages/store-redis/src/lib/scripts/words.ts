/** Words that all scripts share. Lua's numbers are doubles, and `tostring` rounds them: whole numbers are written by `whole`. */
export const words = `
local function whole(number)
  return string.format('%.0f', number)
end

-- Microseconds of the server's clock, or of the one that a test brings (milliseconds).
local function micros(override)
  if override ~= '' then return math.floor(tonumber(override) * 1000) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end
`
