/** What the pages of a build are made from beside code and data, in a form that two builds can be compared by and that tells no secrets. */
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { siteEnvironment } from '../site-environment.ts'

export interface MadeFrom {
  /** By what it is called in messages. */
  readonly parts: Readonly<Record<string, string>>
  /** Environment variables, by name. */
  readonly environment: Readonly<Record<string, string>>
}

export interface MadeFromOptions {
  /** Absolute path of the site. */
  readonly root: string
  readonly version: string
  /** What of the configuration a page is made from. */
  readonly configuration: unknown
  /** Names of variables that no page is made from; `*` at the end stands for any rest. */
  readonly ignoredEnvironment: readonly string[]
  /** Keeps values from being guessed by who can read the deployment. */
  readonly secret: string
}

const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb']

export function madeFrom(options: MadeFromOptions): MadeFrom {
  const { root, version, configuration, ignoredEnvironment, secret } = options
  const sealed = (value: string | Buffer) => createHmac('sha256', secret).update(value).digest('base64url').slice(0, 22)
  const isIgnored = matcherOf(ignoredEnvironment)
  const environment = siteEnvironment().filter(([name]) => !isIgnored(name))
  return {
    parts: {
      'the version of Everfresh': version,
      'the version of Node.js': process.version,
      'the configuration': sealed(JSON.stringify(configuration)),
      'the lockfile': sealed(JSON.stringify(lockfilesOf(root).map((file) => sealed(readFileSync(file))))),
    },
    environment: Object.fromEntries(environment.map(([name, value]) => [name, sealed(value)])),
  }
}

/** Names everything that differs; empty when nothing does. */
export function differencesBetween(one: MadeFrom, other: MadeFrom): string[] {
  const variables = differing(one.environment, other.environment)
  return [
    ...differing(one.parts, other.parts),
    ...(variables.length === 0 ? [] : [`the environment (${variables.sort().join(', ')})`]),
  ]
}

type Texts = Readonly<Record<string, string>>

const differing = (one: Texts, other: Texts): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !(Object.hasOwn(one, name) && Object.hasOwn(other, name) && one[name] === other[name]),
  )

function matcherOf(patterns: readonly string[]): (name: string) => boolean {
  const names = new Set(patterns)
  const starts = patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1))
  return (name) => names.has(name) || starts.some((start) => name.startsWith(start))
}

/** A package that is loaded at run time may load others, of which no fingerprint knows. */
function lockfilesOf(root: string): string[] {
  for (let folder = root; ; folder = dirname(folder)) {
    const found = lockfiles.map((name) => join(folder, name)).filter((file) => existsSync(file))
    if (found.length > 0 || folder === dirname(folder)) return found
  }
}
