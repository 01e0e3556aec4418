export default async function handler(req, res) {
  try {
    await res.revalidate(req.query.path, { unstable_onlyGenerated: req.query.onlyGenerated === '1' })
    res.json({ revalidated: true })
  } catch (error) {
    res.status(500).send(error.message)
  }
}
