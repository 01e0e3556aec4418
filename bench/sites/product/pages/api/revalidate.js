export default async function handler(req, res) {
  await res.revalidate(String(req.query.path))
  res.json({ revalidated: true })
}
