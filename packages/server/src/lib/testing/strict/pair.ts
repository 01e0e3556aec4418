/** Two servers of one site: one answers what it can past node:http, the other nothing. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Rendered } from '@everfresh/engine'
import { answerOf } from '../../strict/answer-of.ts'
import { openStrictPath, type StrictPath } from '../../strict/strict-path.ts'
import { createAnswering } from '../../request-handler.ts'
import { openScene, pageTarget, type Scene } from '../scene.ts'
import { listen } from '../../server.ts'
import type { HandlerTarget } from '../../site.ts'
import type { Conversation, Vocabulary } from './generate.ts'
import { playOverTcp } from './tcp.ts'
import { Wire } from './wire.ts'

export interface Pair {
  readonly vocabulary: Vocabulary
  /** What either server sends in the course of a conversation, dates left out. */
  play(conversation: Conversation, isSlow: boolean): Promise<{ readonly strict: string; readonly plain: string }>
  /** Likewise, over the network of this machine. */
  playOverTcp(conversation: Conversation): Promise<{ readonly strict: string; readonly plain: string }>
  /** Requests that were answered past node:http. */
  answers(): number
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

export async function openPair(): Promise<Pair> {
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
  const open = (isStrict: boolean) => openServer(scene, isStrict)
  const [strict, plain] = [open(true), open(false)]

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
    return wire.received.replaceAll(/\r\nDate: [^\r]+/g, '\r\nDate: now')
  }

  return {
    vocabulary: { targets, etags },
    play: async (conversation, isSlow) => ({
      strict: await play(strict.http, conversation, isSlow),
      plain: await play(plain.http, conversation, isSlow),
    }),
    async playOverTcp(conversation) {
      const listening = [strict.http, plain.http].filter(({ listening }) => !listening)
      await Promise.all(listening.map((http) => listen(http, 0, '127.0.0.1')))
      const played = [strict.http, plain.http].map((http) => playOverTcp(http, conversation))
      const [byStrict = '', byPlain = ''] = await Promise.all(played)
      return { strict: byStrict, plain: byPlain }
    },
    answers: () => strict.path?.answers() ?? 0,
    async close() {
      strict.http.close()
      plain.http.close()
      await scene.close()
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

interface OpenServer {
  readonly http: Server
  readonly path: StrictPath | undefined
}

const maxHeaderBytes = 4096

function openServer(scene: Scene, isStrict: boolean): OpenServer {
  const options = { current: () => scene, clock: scene.clock, logger: silent, previewModeId: 'secret' }
  const { handle, ready } = createAnswering(options)
  const http = createServer({ maxHeaderSize: maxHeaderBytes, keepAliveTimeout: 65_000 }, handle as RequestListener)
  if (!isStrict) return { http, path: undefined }
  const path = openStrictPath(http, {
    answerOf: answerOf(ready, options.current),
    isOpen: () => true,
    failed(error) {
      throw error
    },
    maxHeaderBytes,
  })
  return { http, path }
}

const silent = { error() {}, warn() {} }
