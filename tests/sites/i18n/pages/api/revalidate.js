export default async function handler(request, response) {
  try {
    await response.revalidate(request.query.path)
    response.json({ revalidated: true })
  } catch (error) {
    response.status(500).json({ message: error.message })
  }
}
