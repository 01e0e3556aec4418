/** Runs the public HTTP cache tests (https://cache-tests.fyi) against a cache, with the server that they script behind it. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runNode, waitForLogs } from '../support/child-process.ts'
import type { Edition } from './editions.ts'
import type { PublicTest, Results } from './score.ts'

export interface PublicSuite {
  readonly tests: readonly PublicTest[]
  /** Where the scripted server listens. */
  readonly origin: string
  /** Runs all tests against the cache at `url`, or the one with `id`. */
  run(url: string, id?: string): Promise<Results>
  /** What the tests' authors have published of another cache; undefined where this edition has no such file. */
  resultsOf(peer: string): Promise<Results | undefined>
  close(): Promise<void>
}

export async function openPublicSuite(edition: Edition): Promise<PublicSuite> {
  const { folder, engine } = edition
  const load = async (file: string) => import(pathToFileURL(join(folder, file)).href) as Promise<{ default: unknown }>
  const suites = (await load('tests/index.mjs')).default as readonly { readonly tests: readonly PublicTest[] }[]
  const port = await freePort()
  const env = { npm_config_protocol: 'http', npm_config_port: String(port), npm_config_pidfile: '/dev/null' }
  const origin = runNode([join(folder, engine, 'server/server.mjs')], folder, env)
  await waitForLogs(origin, (logs) => (logs.includes('Listening') ? true : undefined), 30_000)
  return {
    tests: suites.flatMap(({ tests }) => tests),
    origin: `http://127.0.0.1:${port}`,
    async run(url, id = '') {
      // The suite reads an empty id as "all of them", and a missing one as the text "undefined".
      const asked = { npm_config_base: url, npm_config_id: '', npm_package_config_id: '' }
      const runner = runNode(['--no-warnings', '--input-type=module', '-e', programOf(edition, id)], folder, asked)
      await runner.exited
      const [, results] = runner.logs().split(mark)
      if (results === undefined) throw new Error(`The public HTTP cache tests gave no results:\n${runner.logs()}`)
      return JSON.parse(results) as Results
    },
    async resultsOf(peer) {
      const text = await readFile(join(folder, `results/${peer}.json`), 'utf8').catch(() => undefined)
      return text === undefined ? undefined : (JSON.parse(text) as Results)
    },
    async close() {
      origin.process.kill('SIGKILL')
      await origin.exited
    },
  }
}

/** Stands around the results, beside which the tests print what they like. */
const mark = '\n=== results ===\n'

/** What the suite's own command does, with the choice of tests whose results are wanted. */
const programOf = ({ folder, engine, prelude, clientOptions }: Edition, id: string): string => `
  ${prelude}
  import { getResults, runTests } from ${JSON.stringify(join(folder, engine, 'client/runner.mjs'))}
  import tests from ${JSON.stringify(join(folder, 'tests/index.mjs'))}
  const wanted = ${JSON.stringify(id)}
  const chosen = tests.map((suite) => ({ ...suite, tests: suite.tests.filter(({ id }) => wanted === '' || id === wanted) }))
  await runTests(chosen, ${clientOptions}, process.env.npm_config_base)
  const mark = ${JSON.stringify(mark)}
  console.log(mark + JSON.stringify(getResults()) + mark)
`

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
