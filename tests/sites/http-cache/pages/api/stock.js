let answers = 0

export default function stock(req, res) {
  if (req.method === 'POST') return res.status(204).end()
  res.setHeader('Cache-Control', 's-maxage=60')
  res.setHeader('Cache-Tag', `item:${req.query.item}`)
  res.status(200).json({ answer: ++answers, item: req.query.item })
}
