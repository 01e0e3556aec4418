/** Shows who asks, each time found out in another way, and says that everybody may have it. */
const ways = [
  (req) => req.cookies.who,
  (req) => req.headers.cookie?.split('=')[1],
  (req) => Object.fromEntries(Object.entries(req.headers)).cookie,
  (req) => req.rawHeaders.join(),
  (req) => JSON.stringify(req.headersDistinct),
  (req) => req.headers.authorization,
]

export default async function mine(req, res) {
  res.setHeader('Cache-Control', 'public, s-maxage=60, stale-while-revalidate=60, stale-if-error=60')
  const way = ways[Number(req.query.way)]
  // Whoever asks late is noticed, too.
  if (req.query.late) res.write('so: ')
  await new Promise((resolve) => setTimeout(resolve, 1))
  res.end(`<p>${way(req)}</p>`)
}
