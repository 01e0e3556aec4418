/** Sends a request on to the server that the tests script, and its answer back, byte for byte. */
import { request as send } from 'node:http'

const ofConnection = new Set(['keep-alive', 'transfer-encoding'])

/**
 * Resolves when the answer is written. Without `fetch`: it knows no status 999, and hides a connection that breaks.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function forward(request, response) {
  const { method, url } = request
  const { host: _host, connection: _connection, ...headers } = request.headers
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(process.env.ORIGIN)
    const asked = send({ hostname, port, method, path: url, headers }, (answer) => {
      response.statusCode = answer.statusCode
      response.statusMessage = answer.statusMessage
      const fields = new Map()
      for (let index = 0; index < answer.rawHeaders.length; index += 2) {
        const [name, value] = answer.rawHeaders.slice(index, index + 2)
        const key = name.toLowerCase()
        if (!ofConnection.has(key)) fields.set(key, { name, values: [...(fields.get(key)?.values ?? []), value] })
      }
      for (const { name, values } of fields.values()) response.setHeader(name, values.length === 1 ? values[0] : values)
      answer.on('error', reject)
      answer.on('end', resolve)
      answer.pipe(response)
    })
    asked.on('information', ({ statusCode, headers: hints }) => {
      if (statusCode === 102) response.writeProcessing()
      else if (statusCode === 103) response.writeEarlyHints(hints)
    })
    asked.on('error', reject)
    request.pipe(asked)
  })
}
