import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadSettings } from './load-settings.ts'

const roots: string[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const root of roots.splice(0)) await rm(root, { recursive: true })
})

async function site(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'everfresh-config-'))
  roots.push(root)
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content)
  return root
}

const basePathOf = async (
  files: Readonly<Record<string, string>>,
  phase: 'development' | 'build' | 'production' = 'build',
) => (await loadSettings(await site(files), phase)).settings.basePath
const problemOf = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const error: unknown = await loadSettings(await site(files), 'build').catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'INVALID_CONFIG' })
  return (error as Error).message
}

describe('loadSettings', () => {
  it('does without a file', async () => {
    expect(await basePathOf({})).toBe('')
  })

  it.each<[string, string]>([
    [
      'everfresh.config.ts',
      `interface A { a: string }\nconst path: string = '/x'\nexport default { basePath: path } satisfies object`,
    ],
    ['everfresh.config.mts', `export default { basePath: '/x' as string }`],
    ['everfresh.config.mjs', `export default { basePath: '/x' }`],
    ['everfresh.config.js', `export default { basePath: '/x' }`],
    ['everfresh.config.cjs', `module.exports = { basePath: '/x' }`],
    ['next.config.ts', `import type { X } from 'nowhere'\nexport default { basePath: '/x' } as X`],
    ['next.config.mjs', `export default () => ({ basePath: '/x' })`],
    ['next.config.js', `module.exports = { basePath: '/x' }`],
    ['next.config.js', `/** @type {import('next').NextConfig} */\nexport default async () => ({ basePath: '/x' })`],
  ])('reads %s: %s', async (name, content) => {
    expect(await basePathOf({ [name]: content })).toBe('/x')
  })

  it('reads TypeScript that imports other files', async () => {
    const files = {
      'everfresh.config.ts': `import { path } from './path.ts'\nimport { sep } from 'node:path'\nexport default { basePath: path + sep + 'y' }`,
      'path.ts': `export const path: string = '/x'`,
    }
    expect(await basePathOf(files)).toBe('/x/y')
  })

  it('calls a function with the phase and the defaults', async () => {
    const name = `export default (phase, { defaultConfig }) => ({ basePath: '/' + phase + '-' + defaultConfig.distDir })`
    const files = { 'next.config.mjs': name }
    expect(await basePathOf(files, 'development')).toBe('/phase-development-server-.everfresh')
    expect(await basePathOf(files, 'build')).toBe('/phase-production-build-.everfresh')
    expect(await basePathOf(files, 'production')).toBe('/phase-production-server-.everfresh')
  })

  it('prefers our own file, and says that the other is not read', async () => {
    const root = await site({
      'next.config.js': `module.exports = { basePath: '/next' }`,
      'everfresh.config.mjs': `export default { basePath: '/ours', fonts: {} }`,
    })
    const { settings, warnings } = await loadSettings(root, 'build')
    expect(settings.basePath).toBe('/ours')
    expect(warnings).toEqual([
      'next.config.js is not read, since there is everfresh.config.mjs.',
      'everfresh.config.mjs: "fonts" is no option of Everfresh, so it has no effect.',
    ])
  })

  it('lets EVERFRESH_STORE choose the store', async () => {
    vi.stubEnv('EVERFRESH_STORE', 'memory')
    const root = await site({ 'everfresh.config.mjs': `export default { store: 'lmdb' }` })
    expect((await loadSettings(root, 'production')).settings.store).toEqual({ type: 'memory' })
  })

  const rules = `
    const rule = { source: '/a', destination: '/b', permanent: true }
    export default { basePath: '/x', async redirects() { return [{ ...rule, destination: this.basePath }] }, rewrites: () => ({ fallback: [] }), headers: [] }`

  it('evaluates rules that are functions, but for a server, which has those of its deployment', async () => {
    const root = await site({ 'next.config.mjs': rules })
    const expected = [{ source: '/a', destination: '/x', status: 308 }]
    expect((await loadSettings(root, 'build')).settings.rules?.redirects).toEqual(expected)
    expect((await loadSettings(root, 'development')).settings.rules?.redirects).toEqual(expected)
    expect((await loadSettings(root, 'production')).settings.rules).toBeUndefined()
  })

  it('takes the id of the deployment from the environment, after the configuration', async () => {
    vi.stubEnv('NEXT_DEPLOYMENT_ID', 'from-env')
    const idOf = async (files: Record<string, string>) =>
      (await loadSettings(await site(files), 'build')).settings.deploymentId
    expect(await idOf({})).toBe('from-env')
    expect(await idOf({ 'next.config.mjs': `export default { deploymentId: 'own' }` })).toBe('own')
  })

  it.each<[string, string, string]>([
    [
      'next.config.mjs',
      `export default { headers() { throw new Error('no list') } }`,
      'next.config.mjs could not be run: no list',
    ],
    ['everfresh.config.mjs', `throw new Error('no network')`, 'everfresh.config.mjs could not be run: no network'],
    ['everfresh.config.mjs', `export default () => { throw 'text' }`, 'everfresh.config.mjs could not be run: text'],
    ['everfresh.config.ts', `export default {`, 'everfresh.config.ts could not be run: '],
    ['everfresh.config.ts', `export const config = {}`, 'everfresh.config.ts must export an object'],
    ['everfresh.config.mjs', `export default 7`, 'everfresh.config.mjs must export an object'],
    ['next.config.mjs', `export default async () => null`, 'next.config.mjs must export an object'],
    ['next.config.mjs', `export default { basePath: 1, compress: 2 }`, 'next.config.mjs has 2 problems:'],
  ])('rejects %s with %s', async (name, content, message) => {
    expect(await problemOf({ [name]: content })).toContain(message)
  })
})
