import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { EnvironmentMode } from './env.ts'
import { loadEnvironment, publicEnvOf } from './env.ts'

const roots: string[] = []
afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true })
})

async function site(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'everfresh-env-'))
  roots.push(root)
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content)
  return root
}

async function load(
  files: Readonly<Record<string, string>>,
  mode: EnvironmentMode,
  before: Record<string, string> = {},
) {
  const env: Record<string, string | undefined> = { ...before }
  await loadEnvironment(await site(files), mode, env)
  return env
}

const everywhere = Object.fromEntries(
  ['.env', '.env.local', '.env.production', '.env.production.local', '.env.test', '.env.test.local'].map((name) => [
    name,
    `WINNER=${name}\n${name.toUpperCase().replaceAll(/\W/g, '_')}=1\n`,
  ]),
)

describe('loadEnvironment', () => {
  it.each<[EnvironmentMode, string]>([
    ['production', '.env.production.local'],
    ['development', '.env.local'],
    ['test', '.env.test.local'],
  ])('in %s lets %s win', async (mode, winner) => {
    expect(await load(everywhere, mode)).toMatchObject({ WINNER: winner, _ENV: '1' })
  })

  it('reads .env.local in all modes but test', async () => {
    const files = { '.env': 'A=base', '.env.local': 'A=local' }
    expect(await load(files, 'production')).toEqual({ A: 'local' })
    expect(await load(files, 'development')).toEqual({ A: 'local' })
    expect(await load(files, 'test')).toEqual({ A: 'base' })
  })

  it('never overrides what is set already, not even when that is empty', async () => {
    expect(await load({ '.env': 'A=file\nB=file\nC=file' }, 'production', { A: 'set', B: '' })).toEqual({
      A: 'set',
      B: '',
      C: 'file',
    })
  })

  it('fills variables in, also those of other files and of the environment', async () => {
    const files = { '.env': 'HOST=localhost\nURL=http://$HOST:${PORT}/\nPRICE=5\\$', '.env.local': 'HOST=example.com' }
    expect(await load(files, 'production', { PORT: '80' })).toEqual({
      PORT: '80',
      HOST: 'example.com',
      URL: 'http://example.com:80/',
      PRICE: '5$',
    })
  })

  it('returns what browsers may know', async () => {
    const root = await site({ '.env': 'SECRET=x\nNEXT_PUBLIC_A=1' })
    expect(await loadEnvironment(root, 'production', { NEXT_PUBLIC_B: '2', OTHER: 'x' })).toEqual({
      NEXT_PUBLIC_A: '1',
      NEXT_PUBLIC_B: '2',
    })
    expect(publicEnvOf({ NEXT_PUBLIC_C: undefined, PUBLIC_D: 'x' })).toEqual({})
  })

  it('does without any file, and says which one cannot be read', async () => {
    expect(await load({}, 'production')).toEqual({})
    const root = await site({})
    await mkdir(join(root, '.env'))
    await expect(loadEnvironment(root, 'production', {})).rejects.toThrow(/\.env cannot be read/)
  })
})
