export default function echo(request, response) {
  response.json({ url: request.url, query: request.query })
}
