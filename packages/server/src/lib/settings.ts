/** What can be configured about answers, and its defaults. */
import { systemClock, type Clock, type Engine } from '@everfresh/engine'
import { BrotliOnUse } from './brotli-on-use.ts'
import { defaultExpireSeconds } from './cache-control.ts'
import type { HttpCache } from './http-cache/http-cache.ts'
import { consoleLogger, type ServerLogger } from './logger.ts'
import type { Site } from './site.ts'

/** What is being served. A rollback replaces both at once: a request sees one deployment, whole. */
export interface Served {
  readonly site: Site
  readonly engine: Engine
  /** Keeps answers that say so, of targets that allow it. Missing: every request is answered anew. */
  readonly httpCache?: HttpCache
}

export interface AnswerOptions {
  readonly logger?: ServerLogger
  readonly clock?: Clock
  /** Value of `X-Powered-By` on documents (B39), or `false` for none. Default `false`. */
  readonly poweredBy?: string | false
  /** Default true (B41). */
  readonly generateEtags?: boolean
  /** How long after its generation a page may be served stale, for `stale-while-revalidate`. Seconds; default a year (B14). */
  readonly expireSeconds?: number
  /** Memory for brotli bodies of pages that are asked for often; 0 makes none. Bytes; default 8 MiB. */
  readonly brotliBytes?: number
  /** Longest request target, characters. Default 8,192; beyond it the answer is 414. */
  readonly maxUrlLength?: number
  /** The secret that allows revalidation with the header `x-prerender-revalidate` (B112). Without it nobody may. */
  readonly previewModeId?: string
}

export interface AnswerSettings {
  readonly logger: ServerLogger
  readonly clock: Clock
  readonly poweredBy: string | false
  readonly generateEtags: boolean
  readonly expireSeconds: number
  readonly brotli: BrotliOnUse
  readonly maxUrlLength: number
  readonly previewModeId: string | undefined
}

export function answerSettingsOf(options: AnswerOptions): AnswerSettings {
  return {
    logger: options.logger ?? consoleLogger,
    clock: options.clock ?? systemClock,
    poweredBy: options.poweredBy ?? false,
    generateEtags: options.generateEtags ?? true,
    expireSeconds: options.expireSeconds ?? defaultExpireSeconds,
    brotli: new BrotliOnUse({ maxBytes: options.brotliBytes ?? 8 * 2 ** 20 }),
    maxUrlLength: options.maxUrlLength ?? 8192,
    previewModeId: options.previewModeId === '' ? undefined : options.previewModeId,
  }
}
