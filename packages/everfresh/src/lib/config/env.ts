/** Reads `.env` files into the environment, in Next.js's order. */
import { parse } from 'dotenv'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EverfreshError } from '../errors.ts'

export type EnvironmentMode = 'development' | 'production' | 'test'

/** Names of the files that are read, the one that wins first. Tests must not depend on a machine's own `.env.local`. */
export function envFilesOf(mode: EnvironmentMode): string[] {
  return [`.env.${mode}.local`, ...(mode === 'test' ? [] : ['.env.local']), `.env.${mode}`, '.env']
}

/**
 * Sets in `env` what the `.env` files of `root` define and it does not have yet, with `$NAME` and `${NAME}` filled in.
 * Returns what browsers may know: `publicEnvOf(env)`.
 *
 * @throws EverfreshError `INVALID_CONFIG` when a file is there but cannot be read.
 */
export async function loadEnvironment(
  root: string,
  mode: EnvironmentMode,
  env: Record<string, string | undefined> = process.env,
): Promise<Record<string, string>> {
  const defined: Record<string, string> = {}
  for (const name of envFilesOf(mode).toReversed()) Object.assign(defined, parse(contentOf(join(root, name))))
  const filled = Object.values(defined).some((value) => value.includes('$')) ? await filledIn(defined, env) : defined
  for (const [name, value] of Object.entries(filled)) env[name] ??= value
  return publicEnvOf(env)
}

async function filledIn(
  defined: Record<string, string>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  // It takes as long to load as many a server to start, and most files need none of it.
  const { expand } = await import('dotenv-expand')
  // It writes into what it reads from; the environment itself gets only what is new.
  const scratch = Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return expand({ parsed: defined, processEnv: scratch }).parsed ?? {}
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new EverfreshError('INVALID_CONFIG', `${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}

/** The variables that are meant for browsers: those that begin with `NEXT_PUBLIC_`. */
export function publicEnvOf(env: Readonly<Record<string, string | undefined>> = process.env): Record<string, string> {
  const isPublic = (pair: [string, string | undefined]): pair is [string, string] =>
    pair[0].startsWith('NEXT_PUBLIC_') && pair[1] !== undefined
  return Object.fromEntries(Object.entries(env).filter(isPublic))
}
