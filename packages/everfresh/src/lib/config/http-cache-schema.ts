/** The rules for `httpCache`, which keeps answers that are made per request. */
import { z } from 'zod'
import { byteSize } from './byte-size-schema.ts'

const route = z.union([z.boolean(), z.object({ ignoreCookies: z.boolean().optional() })], {
  error: 'must be true, false or { ignoreCookies: true }',
})

const options = z.object({
  memoryBytes: byteSize.optional(),
  maxBytes: byteSize.optional(),
  maxBodyBytes: byteSize.optional(),
  maxVariants: z.int().min(1).optional(),
  ignoredParameters: z.array(z.string().min(1)).optional(),
  languages: z.array(z.string().min(1)).min(1).optional(),
  routes: z.record(z.string().regex(/^\//, 'must be a route, such as /search or /api/stock'), route).optional(),
})

export const httpCacheOptions = Object.keys(options.shape)

export const httpCacheSchema = z.union([z.boolean(), options])

export type HttpCacheConfig = z.input<typeof httpCacheSchema>

/** How answers that are made per request are kept. */
export interface HttpCacheSettings {
  /** Bytes. */
  readonly memoryBytes?: number
  /** Bytes of disk, where the store is on this machine's. */
  readonly maxBytes: number
  readonly maxBodyBytes?: number
  readonly maxVariants?: number
  readonly ignoredParameters?: readonly string[]
  readonly languages?: readonly string[]
  /** What holds for single routes, by their pattern; the others are kept if `others`. */
  readonly routes: Readonly<Record<string, false | { readonly ignoreCookies?: boolean }>>
  readonly others: boolean
}

const defaultMaxBytes = 2 ** 30

/** Undefined where nothing is kept. Naming routes that are kept leaves the others out; naming those that are not leaves them in. */
export function httpCacheSettingsOf(
  config: z.output<typeof httpCacheSchema> | undefined,
): HttpCacheSettings | undefined {
  if (config === undefined || config === false) return undefined
  const { routes = {}, maxBytes = defaultMaxBytes, ...rest } = config === true ? {} : config
  const rules = Object.entries(routes).map(([name, rule]) => [name, rule === true ? {} : rule] as const)
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    maxBytes,
    routes: Object.fromEntries(rules) as HttpCacheSettings['routes'],
    others: rules.every(([, rule]) => rule === false),
  }
}
