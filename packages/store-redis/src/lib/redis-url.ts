/** One line that says where Redis is, for configuration files and environment variables. */
import { invalidOptions } from './errors.ts'
import { withoutPassword } from './options.ts'
import type { RedisAddress, RedisPageStoreOptions } from './options.ts'

const defaultPorts = { sentinel: 26_379, cluster: 6_379 } as const

/**
 * Reads one of
 * - `redis://[[user]:password@]host[:port][/database]`, `rediss://…` with TLS, `unix:///path/to/socket`
 * - `redis+sentinel://[[user]:password@]host[:port][,host[:port]…]/name[/database]`, `rediss+sentinel://…`
 * - `redis+cluster://[[user]:password@]host[:port][,host[:port]…]`, `rediss+cluster://…`
 *
 * with `?keyPrefix=…` behind any of them.
 *
 * @throws RedisStoreError INVALID_OPTION
 */
export function parseRedisUrl(text: string): RedisPageStoreOptions {
  const [line = '', query = ''] = text.trim().split('?', 2)
  const keyPrefix = new URLSearchParams(query).get('keyPrefix')
  return { ...placeIn(line), ...(keyPrefix === null ? {} : { keyPrefix }) }
}

function placeIn(line: string): RedisPageStoreOptions {
  const several = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^/]+)(?:\/(.*))?$/.exec(line)
  if (several) return placeOfSeveral(several, line)
  if (/^(rediss?|unix):\/\/./.test(line) && URL.canParse(line)) return { url: line }
  throw invalidOptions([
    `${JSON.stringify(withoutPassword(line))} does not begin with redis://, rediss://, unix://, redis+sentinel:// or ` +
      'redis+cluster://, or is cut off.',
  ])
}

function placeOfSeveral(match: RegExpExecArray, line: string): RedisPageStoreOptions {
  const [, protocol, kind, user, hosts = '', path = ''] = match
  const addresses = hosts.split(',').map((host) => addressIn(host, defaultPorts[kind as 'sentinel' | 'cluster']))
  if (addresses.includes(undefined)) {
    throw invalidOptions([
      `${JSON.stringify(withoutPassword(line))} holds something else than host:port between its commas.`,
    ])
  }
  const common = { ...credentialsIn(user), ...(protocol === 'rediss' ? { tls: true } : {}) }
  if (kind === 'cluster') return { ...common, cluster: addresses as RedisAddress[] }
  const [name = '', database] = path.split('/')
  const place = { ...common, sentinels: addresses as RedisAddress[], name: decodeURIComponent(name) }
  return database ? { ...place, database: Number(database) } : place
}

/** `host`, `host:port`, `[::1]:port`. */
function addressIn(text: string, defaultPort: number): RedisAddress | undefined {
  const found = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::(\d+))?$/i.exec(text)
  if (!found) return undefined
  return { host: (found[1] ?? found[2])!, port: found[3] ? Number(found[3]) : defaultPort }
}

function credentialsIn(user: string | undefined): Pick<RedisPageStoreOptions, 'username' | 'password'> {
  if (!user) return {}
  const colon = user.indexOf(':')
  const [name, password] = colon < 0 ? [user, ''] : [user.slice(0, colon), user.slice(colon + 1)]
  return {
    ...(name ? { username: decodeURIComponent(name) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
  }
}
