// Fastify with an LRU cache of prepared answers. Arguments: the recorded page, and the folders with fastify and lru-cache.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [, , file, fastifyFolder, cacheFolder] = process.argv
const fastify = createRequire(`${fastifyFolder}/package.json`)('fastify')
const { LRUCache } = createRequire(`${cacheFolder}/package.json`)('lru-cache')

const answers = JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
  key === 'body' ? Buffer.from(value, 'base64') : value,
)

const cache = new LRUCache({ maxSize: 50 * 2 ** 20, sizeCalculation: ({ body }) => body.byteLength + 1 })

function answerOf(path, encoding) {
  const key = `${encoding} ${path}`
  let answer = cache.get(key)
  if (answer === undefined) cache.set(key, (answer = answers[encoding]))
  return answer
}

const server = fastify({ logger: false })
server.get('/*', (request, reply) => {
  const { headers } = request
  const answer = answerOf(request.url, headers['accept-encoding'] === 'gzip' ? 'gzip' : 'identity')
  if (headers['if-none-match'] === answer.headers.etag) {
    reply.code(304).headers(answers.notModified.headers).send()
  } else reply.code(answer.status).headers(answer.headers).send(answer.body)
})
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
