/** Nitro with its stale-while-revalidate cache before a handler that returns the page. It compresses nothing. */
import { execFileSync } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { ensurePeer } from '../../../scripts/peer.js'
import { type ServerProcess, startServer } from '../server-process.ts'
import type { RecordedPage } from './recorded-page.ts'

export async function startNitro({ answers, path }: RecordedPage): Promise<ServerProcess> {
  const peer = ensurePeer('nitro', '3.0.0')
  // Below the peer, where Node finds it.
  const folder = `${peer}/site`
  await rm(folder, { recursive: true, force: true })
  await mkdir(`${folder}/routes/products`, { recursive: true })
  await writeFile(`${folder}/package.json`, JSON.stringify({ private: true, type: 'module' }))
  await writeFile(`${folder}/page.html`, answers.identity.body)
  await cp(new URL('./nitro-site/nitro.config.mjs', import.meta.url), `${folder}/nitro.config.mjs`)
  await cp(new URL('./nitro-site/product.js', import.meta.url), `${folder}/routes/products/[sku].js`)
  execFileSync(process.execPath, [`${peer}/node_modules/nitro/dist/cli/index.mjs`, 'build', '--dir', folder], {
    cwd: folder,
    stdio: 'ignore',
  })
  const environment = { HOST: '127.0.0.1', PAGE: `${folder}/page.html` }
  return startServer('nitro', [`${folder}/.output/server/index.mjs`], folder, path, environment)
}
