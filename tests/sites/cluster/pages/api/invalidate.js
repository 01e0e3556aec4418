export default async function handler(req, res) {
  try {
    await res.invalidate({ tag: req.query.tag })
    res.json({ invalidated: true })
  } catch (error) {
    res.status(500).json({ message: error.message })
  }
}
