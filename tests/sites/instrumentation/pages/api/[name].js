export default async function handler(req, res) {
  if (req.query.name === 'throw') throw new Error('The route broke')
  await res.revalidate(req.query.path)
  res.end()
}
