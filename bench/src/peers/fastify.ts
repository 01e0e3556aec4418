/** What a careful team writes by itself: Fastify with the compressed pages in an LRU cache. */
import { ensurePeer } from '../../../scripts/peer.js'
import { benchDirectory } from '../requirements.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import type { RecordedPage } from './recorded-page.ts'

export async function startFastify({ file, path }: RecordedPage): Promise<ServerProcess> {
  const packages = [ensurePeer('fastify', '5.12.8'), ensurePeer('lru-cache', '11.5.3')]
  return startServer(
    'fastify',
    [`${benchDirectory}src/peers/fastify-server.js`, file, ...packages],
    benchDirectory,
    path,
  )
}
