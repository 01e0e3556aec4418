/** Fetches pages over connections that stay open. */
import { Agent, request } from 'node:http'

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 */

/** @typedef {{ get: (url: string) => Promise<Answer>, close: () => void }} HttpClient */

const timeoutMs = 60_000

/**
 * Opens up to `concurrency` connections. `get` rejects when there is no complete answer within a minute.
 *
 * @param {number} concurrency
 * @returns {HttpClient}
 */
export function openHttpClient(concurrency) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency, scheduling: 'fifo' })
  return { get: (url) => get(url, agent), close: () => agent.destroy() }
}

/**
 * @param {string} url
 * @param {Agent} agent
 * @returns {Promise<Answer>}
 */
function get(url, agent) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, timeout: timeoutMs, headers: { accept: 'text/html' } }, (response) => {
      /** @type {Buffer[]} */
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() })
      })
    })
    sent.once('timeout', () => sent.destroy(new Error(`No answer within ${timeoutMs} ms`)))
    sent.once('error', reject)
    sent.end()
  })
}
