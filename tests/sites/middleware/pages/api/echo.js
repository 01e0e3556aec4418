export default function echo(request, response) {
  response.setHeader('Set-Cookie', 'own=api')
  response.json({ body: request.body, headers: request.headers, query: request.query })
}
