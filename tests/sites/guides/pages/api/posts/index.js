export default function handler(req, res) {
  res.json({ posts: [], method: req.method })
}
