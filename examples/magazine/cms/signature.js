/** Signs what is sent to the site, so that it knows who sent it, and when. */
import { createHmac } from 'node:crypto'

/**
 * Returns the header `x-cms-signature` for `body`.
 *
 * @param {string} body
 * @param {string} secret
 * @param {number} seconds since 1970
 */
export const signatureOf = (body, secret, seconds = Math.floor(Date.now() / 1000)) =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
