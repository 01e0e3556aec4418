// Takes `{ paths, options, how }` and answers what came of it.

export default async function handler(req, res) {
  const { paths, options, how } = req.body
  const { revalidate, unstable_revalidate } = res
  const calls = {
    once: () => res.revalidate(paths, options),
    unbound: () => revalidate(paths, options),
    old: () => unstable_revalidate(paths),
    map: () => Promise.all(paths.map(res.revalidate)),
  }
  try {
    const result = await calls[how ?? 'once']()
    res.json({ revalidated: true, result })
  } catch (error) {
    res.status(500).json({ message: error.message })
  }
}
