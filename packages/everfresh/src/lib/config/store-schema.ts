/** The rules for `store`: a line of text, or an object by its `type`. */
import { z } from 'zod'
import { byteSize } from './byte-size-schema.ts'
import type { StoreSettings } from './store-settings.ts'
import { storeForms, storeOfText, withoutPassword } from './store-text.ts'

const text = z.string().min(1)
const positive = z.int().min(1)
const port = z.int().min(1).max(65_535)
const fallback = z.union([z.literal(false), z.object({ directory: text.optional(), maxBytes: byteSize.optional() })], {
  error: 'must be false or { directory, maxBytes } (text, size)',
})

const lmdb = z.object({
  type: z.literal('lmdb'),
  directory: text.optional(),
  maxBytes: byteSize.optional(),
  durable: z.boolean().optional(),
})

const filesystem = z.object({
  type: z.literal('filesystem'),
  directory: z.string('must be the path of a folder that all machines mount').min(1),
  maxBytes: byteSize.optional(),
  visibilityMs: z.int().min(0).max(1_999).optional(),
  fallback: fallback.optional(),
})

const redis = z.object({
  type: z.literal('redis'),
  url: text.optional(),
  sentinels: z
    .array(z.object({ host: text, port: port.default(26_379) }))
    .min(1)
    .optional(),
  name: text.optional(),
  cluster: z
    .array(z.object({ host: text, port: port.default(6379) }))
    .min(1)
    .optional(),
  username: text.optional(),
  password: text.optional(),
  sentinelUsername: text.optional(),
  sentinelPassword: text.optional(),
  database: z.int().min(0).optional(),
  tls: z
    .union([z.boolean(), z.record(z.string(), z.unknown())], { error: 'must be true, false or options of tls.connect' })
    .optional(),
  keyPrefix: z
    .string()
    .regex(/^[\w.:/-]+$/, 'must be letters, digits and _ . : / -')
    .optional(),
  pageTtlMs: z.int().min(60_000).optional(),
  maxPageBytes: byteSize.optional(),
  replicas: z.int().min(0).optional(),
  connectTimeoutMs: positive.optional(),
  commandTimeoutMs: positive.optional(),
  bodyTimeoutMs: positive.optional(),
  fallback: fallback.optional(),
})

const schemas = { lmdb, memory: z.object({ type: z.literal('memory') }), filesystem, redis }

export const storeSchema = z.unknown().transform((value, context): StoreSettings => {
  const report = (message: string, path: readonly PropertyKey[] = []) =>
    void context.addIssue({ code: 'custom', message, path: [...path] })
  if (typeof value === 'string') {
    const read = storeOfText(value)
    if ('store' in read) return read.store
    report(`${JSON.stringify(withoutPassword(value))} ${read.problem}`)
    return z.NEVER
  }
  const type = (value as { readonly type?: unknown } | null)?.type
  const schema =
    typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type as keyof typeof schemas] : undefined
  if (schema === undefined) {
    report(`must be ${storeForms}, or an object whose type is 'lmdb', 'memory', 'filesystem' or 'redis'`)
    return z.NEVER
  }
  const { success, data, error } = schema.safeParse(value)
  if (success && data.type === 'redis') return redisStoreOf(data, report)
  for (const { message, path } of error?.issues ?? []) report(message, path)
  return (data as StoreSettings | undefined) ?? z.NEVER
})

type Report = (message: string, path?: readonly PropertyKey[]) => void

/** A URL says where, and may say who; the options beside it say the rest. */
function redisStoreOf({ url, ...options }: z.output<typeof redis>, report: Report): StoreSettings {
  const ways = Object.entries({ url, sentinels: options.sentinels, cluster: options.cluster })
  const given = ways.filter(([, value]) => value !== undefined).map(([name]) => name)
  if (given.length > 1) report(`is told by ${given.join(' and ')}, but must be told once`)
  if (options.sentinels && options.name === undefined) report('must be what the sentinels call the primary', ['name'])
  const read = url === undefined ? undefined : storeOfText(url)
  if (url !== undefined && !(read && 'store' in read && read.store.type === 'redis')) {
    const problem = read && 'problem' in read ? read.problem : `must begin with 'redis'`
    report(`${JSON.stringify(withoutPassword(url))} ${problem}`, ['url'])
  }
  const ofUrl = read && 'store' in read ? read.store : {}
  return { ...ofUrl, ...options } as StoreSettings
}

/** The names of all options of all stores. */
export const storeOptions: readonly string[] = [
  ...new Set(Object.values(schemas).flatMap(({ shape }) => Object.keys(shape))),
]

const connection = ['url', 'sentinels', 'name', 'cluster', 'username', 'password', 'database', 'tls']

/**
 * What the environment asks for. Where that is of the type that is configured, it says where, and the configuration goes on
 * saying how: a secret in the environment leaves the key prefix in the configuration.
 */
export function overriddenStore(configured: StoreSettings, chosen: StoreSettings): StoreSettings {
  if (configured.type !== chosen.type) return chosen
  const kept = Object.entries(configured).filter(([name]) => chosen.type !== 'redis' || !connection.includes(name))
  return { ...Object.fromEntries(kept), ...chosen } as StoreSettings
}
