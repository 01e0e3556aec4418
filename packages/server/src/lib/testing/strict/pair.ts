/** Two servers of one site: one answers what it can past node:http, the other nothing. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Rendered } from '@everfresh/engine'
import { ManualClock } from '@everfresh/engine/testing'
import { answerOf } from '../../strict/answer-of.ts'
import { openStrictPath, type StrictPath } from '../../strict/strict-path.ts'
import { createAnswering } from '../../request-handler.ts'
import { openScene, pageTarget, type Scene } from '../scene.ts'
import { listen } from '../../server.ts'
import type { HandlerTarget, Site } from '../../site.ts'
import type { Conversation } from './generate.ts'
import type { Hole } from './holes.ts'
import { keptEtags, keptTargets, openKeptSite, type KeptSite } from './kept-site.ts'
import { playOverTcp, withoutNow } from './tcp.ts'
import { calmHosts, type Vocabulary } from './vocabulary.ts'
import { Wire } from './wire.ts'

export interface Pair {
  readonly vocabulary: Vocabulary
  /**
   * What either server sends in the course of a conversation, dates of now left out. What was kept before counts, and a moment
   * passes first.
   */
  play(conversation: Conversation, isSlow: boolean): Promise<{ readonly strict: string; readonly plain: string }>
  /** Likewise, over the network of this machine. */
  playOverTcp(conversation: Conversation): Promise<{ readonly strict: string; readonly plain: string }>
  /** Requests that were answered past node:http. */
  answers(): number
  /** Those of them that were answered with what a handler had answered before. */
  keptAnswers(): number
  close(): Promise<void>
}

/** Most are asked for often; the others have no answer in memory, or an odd one. */
const targets = [
  ...[
    '/page',
    '/small',
    '/',
    '/%70age',
    '/page',
    '/small',
    '/',
    '/page',
    '/page',
    '/page',
    '/page',
    '/small',
    '/',
    '/',
  ],
  ...['/page?q=1', '/page/', '/missing', '/slow', '/gone', '/moved', '/500'],
]

/** What nobody but an editor may see. */
const renderedPreview: Rendered = {
  bodies: { html: Buffer.from('<p>not published</p>') },
  attributes: { kind: 'page', status: 200 },
  tags: [],
  revalidateMs: 0,
  expireMs: 0,
}

/** For answers that are kept, apart from that of pages, which both servers share. */
const momentMs = 50

/** @param hole A mistake of the strict path's. */
export async function openPair(hole?: Hole): Promise<Pair> {
  /** Handlers that go on when they are told to, so that races end the same way on both servers. */
  const held: (() => void)[] = []
  const release = (): boolean => {
    const next = held.shift()
    next?.()
    return next !== undefined
  }
  const slow: HandlerTarget = {
    ...{ kind: 'handler', route: '/slow' },
    async handle(request, response) {
      await new Promise<void>((resolve) => held.push(resolve))
      response.end(`slow ${request.url}`)
    },
  }
  const scene = await openScene({
    site: {
      hasFixedUrls: true,
      mayBePreview: (cookie) => cookie.includes('preview'),
      preview: (_url, { headers }) =>
        headers.cookie?.includes('preview') === true
          ? { body: 'html', route: '/page', render: async () => renderedPreview }
          : undefined,
    },
    targets: {
      ...{ '/': pageTarget('/'), '/page': pageTarget('/page'), '/small': pageTarget('/small'), '/slow': slow },
      ...{ '/gone': pageTarget('/gone'), '/moved': pageTarget('/moved'), '/500': pageTarget('/500') },
    },
    render(path) {
      if (path === '/gone') return { attributes: { kind: 'not-found', status: 404 }, revalidate: 10 }
      if (path === '/moved') return { attributes: { kind: 'redirect', status: 307, location: '/page' }, revalidate: 10 }
      if (path === '/small') return { html: '', revalidate: 10 }
      return { html: `<p>${path}</p>`.repeat(40), revalidate: 10, compress: true }
    },
    handler: { previewModeId: 'secret' },
  })
  const etags = await warmUp(scene)
  const clock = new ManualClock()
  const kept = [openKeptSite(clock), openKeptSite(clock)] as const
  const strict = openServer(scene, kept[0], { isStrict: true, hole })
  const plain = openServer(scene, kept[1], { isStrict: false })

  for (const { http } of [strict, plain]) await warmUpKept(http)

  const play = async (server: Server, { pieces, waits }: Conversation, isSlow: boolean): Promise<string> => {
    const wire = new Wire(isSlow)
    server.emit('connection', wire)
    for (const [index, piece] of pieces.entries()) {
      await wire.bring(piece)
      if (isSlow || waits[index] === true) await wire.settle(release)
    }
    await wire.settle(release)
    await wire.hangUp(release)
    while (release());
    return withoutNow(wire.received)
  }

  return {
    vocabulary: { targets: [...targets, ...keptTargets], etags: [...etags, ...keptEtags] },
    async play(conversation, isSlow) {
      clock.advance(momentMs)
      return {
        strict: await play(strict.http, conversation, isSlow),
        plain: await play(plain.http, conversation, isSlow),
      }
    },
    async playOverTcp(conversation) {
      clock.advance(momentMs)
      const listening = [strict.http, plain.http].filter(({ listening }) => !listening)
      await Promise.all(listening.map((http) => listen(http, 0, '127.0.0.1')))
      const played = [strict.http, plain.http].map((http) => playOverTcp(http, conversation))
      const [byStrict = '', byPlain = ''] = await Promise.all(played)
      return { strict: byStrict, plain: byPlain }
    },
    answers: () => strict.path?.answers() ?? 0,
    keptAnswers: strict.keptAnswers,
    async close() {
      strict.http.close()
      plain.http.close()
      await Promise.all([scene.close(), ...kept.map((site) => site.close())])
    },
  }
}

/** Brings all pages into memory, and tells their ETags. */
async function warmUp(scene: Scene): Promise<string[]> {
  const etags = new Set<string>()
  for (const target of targets.filter((path) => path !== '/slow')) {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const { headers } = await scene.request(target, { headers: { 'accept-encoding': encoding } })
      if (headers.etag !== undefined) etags.add(headers.etag)
    }
  }
  return [...etags]
}

/** Has the answer made that is compressed. */
async function warmUpKept(server: Server): Promise<void> {
  for (const host of calmHosts) {
    const wire = new Wire(false)
    server.emit('connection', wire)
    await wire.bring(`GET /kept/large HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    while (wire.received === '') await wire.settle(() => false)
    wire.destroy()
  }
}

interface OpenServer {
  readonly http: Server
  readonly path: StrictPath | undefined
  keptAnswers(): number
}

const maxHeaderBytes = 4096

interface OpenOptions {
  readonly isStrict: boolean
  readonly hole?: Hole | undefined
}

function openServer(scene: Scene, kept: KeptSite, { isStrict, hole }: OpenOptions): OpenServer {
  const { clock } = scene
  const engine = isStrict ? withGlances(scene.engine) : scene.engine
  const { mayBePreview, ...site } = scene.site
  const resolve: Site['resolve'] = (url, isBot) => kept.targets[url.pathname] ?? site.resolve(url, isBot)
  // Without it all cookies take the long way, on which nothing is taken for granted.
  const quick = isStrict && mayBePreview !== undefined ? { mayBePreview } : {}
  const served = { site: { ...site, ...quick, resolve }, engine, httpCache: kept.httpCache }
  const options = { current: () => served, clock, logger: silent, previewModeId: 'secret' }
  const { handle, ready, readyKept } = createAnswering(options)
  const http = createServer({ maxHeaderSize: maxHeaderBytes, keepAliveTimeout: 65_000 }, handle as RequestListener)
  let keptAnswers = 0
  if (!isStrict) return { http, path: undefined, keptAnswers: () => 0 }
  const right = answerOf(ready, {
    ...readyKept,
    find(...asked) {
      const answer = readyKept.find(...asked)
      if (answer !== undefined) keptAnswers++
      return answer
    },
  })
  const path = openStrictPath(http, {
    answerOf: hole?.answerOf?.(right) ?? right,
    ...(hole?.ruleOf && { ruleOf: hole.ruleOf }),
    isOpen: () => true,
    failed(error) {
      throw error
    },
    maxHeaderBytes,
  })
  return { http, path, keptAnswers: () => keptAnswers }
}

/**
 * Shows one page as if memory did not hold it, in memory that is written over with the next glance. Without a store that would have
 * to be asked: others answer a moment later then, and what node:http does with garbage depends on that.
 */
function withGlances(engine: Scene['engine']): Scene['engine'] {
  const shown = Buffer.alloc(64 * 1024)
  return {
    ...engine,
    glance(page) {
      shown.fill('*')
      const lookup = page.path === '/page' ? engine.peek(page) : undefined
      if (lookup === undefined) return undefined
      let at = 0
      const bodies = Object.entries(lookup.entry.bodies).map(([name, body]) => {
        const view = shown.subarray(at, (at += body.byteLength))
        view.set(body)
        return [name, view] as const
      })
      return { lookup: { ...lookup, entry: { ...lookup.entry, bodies: {} } }, bodies: Object.fromEntries(bodies) }
    },
  }
}

const silent = { error() {}, warn() {} }
