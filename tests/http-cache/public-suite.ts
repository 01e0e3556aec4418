/** Runs the public HTTP cache tests (https://cache-tests.fyi) against a cache, with the server that they script behind it. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensurePeer } from '../../scripts/peer.js'
import { runNode, waitForLogs } from '../support/child-process.ts'
import type { PublicTest, Results } from './score.ts'

/** Caches whose results the tests come with. */
export const peers = ['trafficserver', 'apache', 'squid', 'varnish', 'nginx', 'fastly'] as const

const version = '0.4.5'

export interface PublicSuite {
  readonly tests: readonly PublicTest[]
  /** Where the scripted server listens. */
  readonly origin: string
  /** Runs all tests against the cache at `url`, or the one with `id`. */
  run(url: string, id?: string): Promise<Results>
  resultsOf(peer: (typeof peers)[number]): Promise<Results>
  close(): Promise<void>
}

export async function openPublicSuite(): Promise<PublicSuite> {
  const folder = join(ensurePeer('http-cache-tests', version), 'node_modules/http-cache-tests')
  const load = async (file: string) => import(pathToFileURL(join(folder, file)).href) as Promise<{ default: unknown }>
  const suites = (await load('tests/index.mjs')).default as readonly { readonly tests: readonly PublicTest[] }[]
  const port = await freePort()
  const env = { npm_config_protocol: 'http', npm_config_port: String(port), npm_config_pidfile: '/dev/null' }
  const origin = runNode([join(folder, 'server/server.mjs')], folder, env)
  await waitForLogs(origin, (logs) => (logs.includes('Listening') ? true : undefined), 30_000)
  return {
    tests: suites.flatMap(({ tests }) => tests),
    origin: `http://127.0.0.1:${port}`,
    async run(url, id = '') {
      // The suite reads an empty id as "all of them", and a missing one as the text "undefined".
      const asked = { npm_config_base: url, npm_config_id: '', npm_package_config_id: '' }
      const runner = runNode(['--no-warnings', '--input-type=module', '-e', programOf(folder, id)], folder, asked)
      await runner.exited
      return JSON.parse(runner.logs().slice(runner.logs().indexOf('{'))) as Results
    },
    resultsOf: async (peer) => JSON.parse(await readFile(join(folder, `results/${peer}.json`), 'utf8')) as Results,
    async close() {
      origin.process.kill('SIGKILL')
      await origin.exited
    },
  }
}

/** What the suite's own command does, with the choice of tests whose results are wanted. */
const programOf = (folder: string, id: string): string => `
  import fetch from 'node-fetch'
  import { getResults, runTests } from ${JSON.stringify(join(folder, 'client/runner.mjs'))}
  import tests from ${JSON.stringify(join(folder, 'tests/index.mjs'))}
  const wanted = ${JSON.stringify(id)}
  const chosen = tests.map((suite) => ({ ...suite, tests: suite.tests.filter(({ id }) => wanted === '' || id === wanted) }))
  await runTests(chosen, fetch, false, process.env.npm_config_base)
  console.log(JSON.stringify(getResults()))
`

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
