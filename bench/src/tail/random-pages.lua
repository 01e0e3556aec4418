-- wrk asks for one of so many product pages at random: each as likely as any other. Arguments: their number, and a seed.
local pages

function init(args)
  pages = tonumber(args[1])
  math.randomseed(tonumber(args[2]))
end

function request()
  return wrk.format(nil, "/products/chair-" .. math.random(pages))
end
