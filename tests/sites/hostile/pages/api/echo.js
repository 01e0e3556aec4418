export default function handler(req, res) {
  res.json({
    method: req.method,
    body: Buffer.isBuffer(req.body) ? { bytes: req.body.length } : req.body,
    query: req.query,
    cookies: req.cookies,
    headers: Object.keys(req.headers),
    polluted: {}.polluted,
  })
}
