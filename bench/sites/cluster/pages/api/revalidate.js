export default async function handler(req, res) {
  const startedAt = performance.now()
  await res.revalidate(String(req.query.path))
  res.json({ ms: performance.now() - startedAt })
}
