/** Preview data as they travel in a cookie: encrypted with AES-256-GCM, then signed as a JSON Web Token with HS256 (B103). */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface PreviewKeys {
  /** 32 bytes in hex, each. */
  readonly previewModeSigningKey: string
  readonly previewModeEncryptionKey: string
}

const header = toBase64({ alg: 'HS256', typ: 'JWT' })
const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals any JSON value.
 *
 * @param maxAgeSeconds After which it opens no more; without it, never.
 * @param now Epoch ms.
 * @throws TypeError when `data` is circular or holds a bigint.
 */
export function sealPreviewData(
  keys: PreviewKeys,
  data: unknown,
  maxAgeSeconds: number | undefined,
  now: number,
): string {
  const issuedAt = Math.floor(now / 1000)
  const expiry = maxAgeSeconds === undefined ? {} : { exp: issuedAt + maxAgeSeconds }
  const text = JSON.stringify(data) ?? 'null'
  const payload = toBase64({ data: encrypt(keys.previewModeEncryptionKey, text), iat: issuedAt, ...expiry })
  return `${header}.${payload}.${signatureOf(keys, `${header}.${payload}`).toString('base64url')}`
}

/** Opens what was sealed with the same keys; undefined when it was not, was tampered with, or is too old. */
export function openPreviewData(keys: PreviewKeys, token: string, now: number): { readonly data: unknown } | undefined {
  const [given, payload, signature, ...rest] = token.split('.')
  // One algorithm only: a token does not get to choose how it is verified.
  if (given !== header || payload === undefined || signature === undefined || rest.length > 0) return undefined
  const expected = signatureOf(keys, `${given}.${payload}`)
  const actual = Buffer.from(signature, 'base64url')
  if (actual.byteLength !== expected.byteLength || !timingSafeEqual(actual, expected)) return undefined
  try {
    const { data, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { data: string; exp?: number }
    if (exp !== undefined && now >= exp * 1000) return undefined
    return { data: JSON.parse(decrypt(keys.previewModeEncryptionKey, data)) }
  } catch {
    return undefined
  }
}

function toBase64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

const signatureOf = ({ previewModeSigningKey }: PreviewKeys, text: string): Buffer =>
  createHmac('sha256', Buffer.from(previewModeSigningKey, 'hex')).update(text).digest()

function encrypt(key: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const encryption = createCipheriv(cipher, Buffer.from(key, 'hex'), nonce)
  const encrypted = Buffer.concat([encryption.update(text, 'utf8'), encryption.final()])
  return Buffer.concat([nonce, encryption.getAuthTag(), encrypted]).toString('base64url')
}

function decrypt(key: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decryption = createDecipheriv(cipher, Buffer.from(key, 'hex'), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decryption.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  return decryption.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decryption.final('utf8')
}
