module.exports = (req, res) => {
  res.status(200).json({ body: req.body ?? null, cookies: req.cookies, query: req.query })
}

module.exports.config = { api: { bodyParser: false } }
