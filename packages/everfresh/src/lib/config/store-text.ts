/** Reads a store written as one line: `'lmdb:/var/lib/pages'`, `'redis://cache:6379'`. */
import type { RedisNode, StoreSettings } from './store-settings.ts'

/** What may be written, for messages. */
export const storeForms =
  `'lmdb', 'lmdb:/path', 'memory', 'filesystem:/path', 'redis://host:port/db', 'rediss://…', ` +
  `'redis+sentinel://host:port,host:port/name' or 'redis+cluster://host:port,host:port'`

export type ReadStore = { readonly store: StoreSettings } | { readonly problem: string }

/** `problem` completes a sentence that names the text. It never holds a password. */
export function storeOfText(text: string): ReadStore {
  const [, type = '', rest] = /^([\w+]*)(?::(.*))?$/s.exec(text) ?? []
  if (type === 'memory' && rest === undefined) return { store: { type } }
  if (type === 'lmdb' && rest !== '') return { store: { type, ...(rest !== undefined && { directory: rest }) } }
  if (type === 'filesystem' && rest) return { store: { type, directory: rest } }
  if (type === 'filesystem') return { problem: `names no folder: write 'filesystem:/mnt/pages'` }
  if (type === 'unix' && rest !== undefined) return redisOf(rest, { scheme: 'unix' })
  const [, scheme, kind] = /^(rediss?)(?:\+(sentinel|cluster))?$/.exec(type) ?? []
  if (scheme === undefined || rest === undefined) return { problem: `must be ${storeForms}` }
  return redisOf(rest, { scheme, kind })
}

/** Credentials may hold anything but a slash; hosts are separated by commas, which the URLs of the standard do not know. */
const parts = /^\/\/(?:([^/]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?keyPrefix=([\w.:/-]+))?$/

interface Scheme {
  readonly scheme: string
  readonly kind?: string | undefined
}

function redisOf(rest: string, { scheme, kind }: Scheme): ReadStore {
  const [, credentials, hosts = '', path = '', keyPrefix] = parts.exec(rest) ?? []
  const login = loginOf(credentials)
  if (login === undefined) return { problem: noAddress }
  const tls = scheme === 'rediss' && { tls: true }
  const options = { type: 'redis', ...login, ...tls, ...(keyPrefix && { keyPrefix }) } as const
  if (scheme === 'unix') {
    return hosts === '' && path !== '' ? { store: { ...options, url: `unix:///${path}` } } : { problem: noAddress }
  }
  const nodes = hosts.split(',').map((host) => nodeOf(host, kind === 'sentinel' ? 26_379 : 6379))
  const known = nodes.filter((node) => node !== undefined)
  if (known.length < nodes.length) return { problem: noAddress }
  if (kind === 'cluster') {
    return path === '' ? { store: { ...options, cluster: known } } : { problem: 'is a cluster, which has one database' }
  }
  const [name = '', database] = kind === 'sentinel' ? path.split('/') : ['', path]
  if (kind === 'sentinel' && name === '') {
    return { problem: `does not say which primary is meant: write 'redis+sentinel://host:26379/name'` }
  }
  if (database && !/^\d{1,5}$/.test(database))
    return { problem: `names the database '${database}', which is no number` }
  const chosen = database ? { database: Number(database) } : {}
  if (kind === 'sentinel') return { store: { ...options, sentinels: known, name, ...chosen } }
  return known.length === 1
    ? { store: { ...options, url: urlOf(known[0]!), ...chosen } }
    : { problem: `names several hosts: write 'redis+cluster://' or 'redis+sentinel://'` }
}

const noAddress = 'is no address: write redis://user:password@host:6379/0, with user and password percent-encoded'

const urlOf = ({ host, port }: RedisNode) => `redis://${host.includes(':') ? `[${host}]` : host}:${port}`

function nodeOf(text: string, defaultPort: number): RedisNode | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([\da-f:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const host = bracketed ?? plain
  const port = digits === undefined ? defaultPort : Number(digits)
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port }
}

function loginOf(credentials: string | undefined): { username?: string; password?: string } | undefined {
  if (credentials === undefined) return {}
  const [user = '', ...others] = credentials.split(':')
  try {
    const [username, password] = [user, others.join(':')].map((part) => decodeURIComponent(part))
    return { ...(username && { username }), ...(password && { password }) }
  } catch {
    return undefined
  }
}

/** `text` without what nobody may read in a log. */
export const withoutPassword = (text: string): string => text.replace(/\/\/.*@/s, '//***@')
