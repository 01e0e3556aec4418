// The limit: bare node:http answering constant bytes with constant headers, read from the files named in argv.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const variants = JSON.parse(readFileSync(process.argv[2], 'utf8'), (key, value) =>
  key === 'body' ? Buffer.from(value, 'base64') : value,
)

createServer((request, response) => {
  const { headers } = request
  const encoding = headers['accept-encoding'] === 'gzip' ? 'gzip' : 'identity'
  const variant = variants[headers['if-none-match'] === undefined ? encoding : 'notModified']
  response.writeHead(variant.status, variant.headers)
  response.end(variant.status === 304 ? undefined : variant.body)
}).listen(Number(process.env.PORT), '127.0.0.1')
