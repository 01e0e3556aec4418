/** Varnish before a server that it asks once for each variant. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { benchDirectory, requireCommand } from '../requirements.ts'
import { type ServerProcess, startProgram } from '../server-process.ts'
import { startNodeHttp } from './node-http.ts'
import type { RecordedPage } from './recorded-page.ts'

export async function startVarnish(page: RecordedPage): Promise<ServerProcess> {
  const program = requireCommand('varnishd', 'varnish')
  const folder = `${benchDirectory}peers/varnish`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const backend = await startNodeHttp(page)
  await writeFile(`${folder}/default.vcl`, configuration(new URL(backend.url).port))
  const options = {
    // Keeps what the backend sent for each Accept-Encoding. Otherwise it would unpack the page for every client without gzip.
    http_gzip_support: 'off',
    thread_pools: '1',
  }
  const parameters = Object.entries(options).flatMap(([name, value]) => ['-p', `${name}=${value}`])
  const varnish = await startProgram(
    'varnish',
    (port) => [
      ...[program, '-F', '-j', 'none', '-n', `${folder}/work`, '-f', `${folder}/default.vcl`],
      ...['-a', `127.0.0.1:${port}`, '-T', 'none', '-s', 'malloc,64m', ...parameters],
    ],
    { cwd: folder, path: page.path },
  )
  return {
    ...varnish,
    async stop() {
      await varnish.stop()
      await backend.stop()
    },
  }
}

const configuration = (port: string): string => `
vcl 4.1;
backend default { .host = "127.0.0.1"; .port = "${port}"; }
sub vcl_backend_response {
  set beresp.ttl = 1d;
  set beresp.http.Vary = "Accept-Encoding";
}
`
