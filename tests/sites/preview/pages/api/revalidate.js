export default async function handler(req, res) {
  await res.revalidate(req.query.path)
  res.json({ revalidated: true, by: req.preview ? 'editor' : 'visitor' })
}
