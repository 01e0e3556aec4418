/** The limit for whatever goes through node:http: a handler that writes constant bytes with constant headers. */
import { benchDirectory } from '../requirements.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import type { RecordedPage } from './recorded-page.ts'

export const startNodeHttp = ({ file, path }: RecordedPage): Promise<ServerProcess> =>
  startServer('node-http', [`${benchDirectory}src/constant-server.js`, file], benchDirectory, path)
