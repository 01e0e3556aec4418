export default async function revalidate(request, response) {
  await response.revalidate(request.query.path)
  response.json({ done: true })
}
