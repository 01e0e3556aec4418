// The limit: bare node:http with every page in a Map. Arguments: a server that has the pages, and their number.
import { createServer, get } from 'node:http'

const [, , source, count] = process.argv
const pages = new Map()

for (let index = 1; index <= Number(count); index++) {
  const path = `/products/chair-${index}`
  pages.set(path, { identity: await answerOf(path, 'identity'), gzip: await answerOf(path, 'gzip') })
}

function answerOf(path, encoding) {
  return new Promise((resolve, reject) => {
    get(source + path, { headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        // node:http adds these by itself.
        const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...headers } = response.headers
        resolve({ headers, body: Buffer.concat(chunks) })
      })
    }).on('error', reject)
  })
}

createServer((request, response) => {
  const page = pages.get(request.url)
  if (page === undefined) return response.writeHead(404).end()
  const { headers, body } = request.headers['accept-encoding'] === 'gzip' ? page.gzip : page.identity
  response.writeHead(200, headers)
  response.end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
