/** nginx with the page as a file, beside it the same compressed: one worker, no log, file handles kept open. */
import { writeFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { benchDirectory, requireCommand } from '../requirements.ts'
import { type ServerProcess, startProgram } from '../server-process.ts'
import type { RecordedPage } from './recorded-page.ts'

export async function startNginx(page: RecordedPage): Promise<ServerProcess> {
  const program = requireCommand('nginx')
  const folder = `${benchDirectory}peers/nginx`
  const file = `${folder}/www${page.path}.html`
  await rm(folder, { recursive: true, force: true })
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, page.answers.identity.body)
  await writeFile(`${file}.gz`, page.answers.gzip.body)
  return startProgram(
    'nginx',
    (port) => {
      writeFileSync(`${folder}/nginx.conf`, configuration(folder, port))
      return [program, '-p', folder, '-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`]
    },
    { cwd: folder, path: page.path },
  )
}

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

const configuration = (folder: string, port: number): string => `
daemon off;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/temporary;`).join('\n  ')}
  access_log off;
  default_type "text/html; charset=utf-8";
  sendfile on;
  tcp_nopush on;
  # Otherwise a connection is closed after a thousand answers.
  keepalive_requests 1000000000;
  open_file_cache max=10000 inactive=1h;
  open_file_cache_valid 1h;
  gzip_static on;
  gzip_vary on;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/www;
    location / { try_files $uri.html =404; }
  }
}
`
