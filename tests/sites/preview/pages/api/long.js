export default function handler(req, res) {
  if (req.query.as === 'text')
    return res.setHeader('Content-Type', 'text/plain; charset=utf-8').send('long '.repeat(500))
  res.json({ text: 'long '.repeat(500) })
}
