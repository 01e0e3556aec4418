/** Which editions of the public HTTP cache tests there are: where each comes from, how it is run, what is not passed in it. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { ensurePeer } from '../../scripts/peer.js'
import { notPassedOfPackage, notPassedOfRepository } from './not-passed.ts'

export interface Edition {
  readonly title: string
  readonly folder: string
  /** Where `client/` and `server/` are, seen from `folder`. */
  readonly engine: string
  /** What the tests' client needs before it asks: statements of a module. */
  readonly prelude: string
  /** What stands between the tests and the address in a call of their client. */
  readonly clientOptions: string
  /** Why a test is not passed, by its id. A test that is not here must be passed. */
  readonly notPassed: Readonly<Record<string, string>>
  /** Caches whose published results are compared with ours, by the names of their files. */
  readonly peers: readonly string[]
  /** Whether those results stand still, so that the README can repeat them. */
  readonly isFrozen: boolean
}

const version = '0.4.5'

/** The only edition that is in a package registry. */
const published = (folder: string): Edition => ({
  title: `npm ${version}`,
  folder,
  engine: '.',
  prelude: `import fetch from 'node-fetch'`,
  clientOptions: 'fetch, false',
  notPassed: notPassedOfPackage,
  peers: ['trafficserver', 'apache', 'squid', 'varnish', 'nginx', 'fastly'],
  isFrozen: true,
})

/** The edition that the tests' authors keep in their repository, as it was cloned. */
const checkedOut = (folder: string): Edition => ({
  title: 'b55b8bd',
  folder,
  engine: 'test-engine',
  prelude: '',
  clientOptions: 'false',
  notPassed: notPassedOfRepository,
  peers: ['trafficserver', 'apache', 'squid', 'caddy', 'varnish', 'nginx', 'fastly'],
  isFrozen: false,
})

/** Files without which a folder is no edition that can be run. */
const needed = ['tests/index.mjs', 'client/runner.mjs', 'server/server.mjs']

/**
 * The edition in `checkout`, a clone of https://github.com/http-tests/cache-tests, or the published one where there is none.
 *
 * A clone from before its engine had a folder of its own is run the way that the published edition is.
 *
 * @throws {Error} that says all that is missing in the folder
 */
export function editionIn(checkout: string | undefined): Edition {
  if (checkout === undefined || checkout === '')
    return published(join(ensurePeer('http-cache-tests', version), 'node_modules/http-cache-tests'))
  const folder = resolve(checkout)
  const edition = existsSync(join(folder, 'test-engine'))
    ? checkedOut(folder)
    : { ...published(folder), isFrozen: false }
  const files = needed.map((file) => (file.startsWith('tests/') ? file : join(edition.engine, file)))
  const problems = [
    ...files.filter((file) => !existsSync(join(folder, file))).map((file) => `there is no ${file}`),
    ...notInstalledIn(folder).map((name) => `${name} is not installed in it`),
  ]
  if (problems.length === 0) return edition
  throw new Error(
    `CACHE_TESTS=${checkout} is no folder that the public HTTP cache tests can be run in: ${problems.join('; ')}. Clone ` +
      'https://github.com/http-tests/cache-tests, run `npm install` in it, and name that folder; without CACHE_TESTS the ' +
      'published edition is run.',
  )
}

/** What the tests depend on and cannot import from `folder`. */
function notInstalledIn(folder: string): string[] {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return []
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> }
  const { resolve: imported } = createRequire(manifest)
  return Object.keys(dependencies).filter(
    (name) => !(imported.paths(name) ?? []).some((modules) => existsSync(join(modules, name))),
  )
}
