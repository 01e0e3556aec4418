/** Starts what Everfresh is measured beside, each with the same page; installs it before where it is missing. */
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import type { PeerName } from '../options.ts'
import { prepareNext } from '../requirements.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import { startFastify } from './fastify.ts'
import { startNginx } from './nginx.ts'
import { startNitro } from './nitro.ts'
import { startNodeHttp } from './node-http.ts'
import type { RecordedPage } from './recorded-page.ts'
import { startVarnish } from './varnish.ts'

export function startPeer(name: PeerName, page: RecordedPage): Promise<ServerProcess> {
  return starters[name](page)
}

const starters: Readonly<Record<PeerName, (page: RecordedPage) => Promise<ServerProcess>>> = {
  next: startNext,
  nginx: startNginx,
  varnish: startVarnish,
  'node-http': startNodeHttp,
  nitro: startNitro,
  fastify: startFastify,
}

async function startNext({ path }: RecordedPage): Promise<ServerProcess> {
  const directory = await prepareNext('product')
  return startServer('next', [nextProgram(ensureNext()), 'start'], directory, path)
}
