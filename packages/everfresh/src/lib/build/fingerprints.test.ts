import { expect, test } from 'vitest'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { fingerprintPlugin, type FingerprintOptions } from './fingerprints.ts'

const page = (pattern: string, file: string) =>
  ({ pattern, file, data: 'static-props', hasStaticPaths: false }) as const

const routes: SiteRoutes = {
  pages: [page('/a', '/site/a.js'), page('/b', '/site/b.js')],
  apis: [{ pattern: '/api/c', file: '/site/c.js' }],
  special: { app: undefined, document: undefined, error: undefined, notFound: undefined, internalError: undefined },
  notFoundData: 'automatic',
}

const sources: Record<string, { code: string; imports?: readonly string[] }> = {
  '/site/a.js': { code: 'import "./title.js"; show(process.env.NEXT_PUBLIC_A)', imports: ['/site/title.js'] },
  '/site/b.js': { code: 'show("b")' },
  '/site/c.js': { code: 'answer("c")' },
  '/site/title.js': { code: 'process.env.NEXT_PUBLIC_TITLE' },
}

function fingerprints(change: Partial<FingerprintOptions> = {}, edits: typeof sources = {}): Record<string, string> {
  const made = new Map<string, string>()
  const options = { root: '/site', routes, publicEnv: {}, shown: ['', false], ...change }
  const { generateBundle } = fingerprintPlugin(options, made)
  const getModuleInfo = (id: string) => {
    const module = { ...sources, ...edits }[id]
    return module ? { code: module.code, importedIds: module.imports ?? [], dynamicallyImportedIds: [] } : null
  }
  ;(generateBundle as (this: unknown) => void).call({ getModuleInfo })
  return Object.fromEntries(made)
}

const changed = (change: Partial<FingerprintOptions>, edits?: typeof sources): string[] => {
  const [before, after] = [fingerprints(), fingerprints(change, edits)]
  return Object.keys(before).filter((pattern) => before[pattern] !== after[pattern])
}

test('stays the same for the same code, and differs from route to route', () => {
  expect(changed({})).toEqual([])
  expect(new Set(Object.values(fingerprints())).size).toBe(6)
})

test('changes with the code of a page and of what it imports, and leaves other routes alone', () => {
  expect(changed({}, { '/site/b.js': { code: 'show("B")' } })).toEqual(['/b'])
  expect(changed({}, { '/site/c.js': { code: 'answer("C")' } })).toEqual(['/api/c'])
  expect(changed({}, { '/site/title.js': { code: 'other' } })).toEqual(['/a'])
})

test('changes with the values that are put into the code, where they are used', () => {
  expect(changed({ publicEnv: { NEXT_PUBLIC_A: '1' } })).toEqual(['/a'])
  expect(changed({ publicEnv: { NEXT_PUBLIC_TITLE: 'Shop' } })).toEqual(['/a'])
  expect(changed({ publicEnv: { NEXT_PUBLIC_UNUSED: '1' } })).toEqual([])
})

test('changes with what every document shows of the configuration', () => {
  expect(changed({ shown: ['/docs', false] })).toEqual(['/a', '/b', '/_error', '/404', '/500', '/api/c'])
})
