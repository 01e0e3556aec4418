/** Signs and checks the bodies of webhooks. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Returns the value of the header `x-store-signature` for a body.
 *
 * @param {string | Uint8Array} body the raw body, to the byte
 * @param {string} secret
 */
export function signatureOf(body, secret) {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/**
 * Tells whether `signature` is the one of `body`, taking the same time wherever they differ.
 *
 * @param {string | Uint8Array} body
 * @param {string} secret
 * @param {unknown} signature the header as it came, or `undefined`
 */
export function isSignedBy(body, secret, signature) {
  return typeof signature === 'string' && isSameSecret(signature, signatureOf(body, secret))
}

/**
 * Compares two secrets in constant time, of whatever lengths.
 *
 * @param {string} given
 * @param {string} expected
 */
export function isSameSecret(given, expected) {
  // Both are hashed first: timingSafeEqual wants equal lengths, and the length itself would tell something.
  const digest = (/** @type {string} */ text) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
