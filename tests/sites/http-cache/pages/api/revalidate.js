export default async function revalidate(req, res) {
  await res.revalidate(String(req.query.path))
  res.json({ revalidated: true })
}
