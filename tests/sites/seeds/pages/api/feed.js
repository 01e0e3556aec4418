// Article 003

export default async function handler(req, res) {
  res.setHeader('Cache-Control', 's-maxage=60, stale-while-revalidate')

  const response = await fetch(`${process.env.SEED_API}/feed`)
  res.json(await response.json())
}
