export default async function revalidate(req, res) {
  if (req.query.tag) await res.invalidate({ tag: String(req.query.tag) })
  else await res.revalidate(String(req.query.path))
  res.json({ revalidated: true })
}
