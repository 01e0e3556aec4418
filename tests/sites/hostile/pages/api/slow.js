export default async function handler(req, res) {
  await fetch(`${process.env.SOURCE}/slow`)
  res.json({ done: true })
}
