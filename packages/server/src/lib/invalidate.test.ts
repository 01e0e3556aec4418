import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInvalidate, type Invalidate, type Selection } from './invalidate.ts'
import { openScene, type Scene } from './testing/scene.ts'

let scene: Scene
let invalidate: Invalidate
let renders: number

beforeEach(async () => {
  renders = 0
  scene = await openScene({
    targets: { '/a': pageAt('/a'), '/b': pageAt('/b') },
    render: (path) => ({ html: `${path} ${++renders}`, tags: path === '/a' ? ['letters', 'a'] : ['letters'] }),
  })
  invalidate = createInvalidate({ current: () => ({ site: scene.site, engine: scene.engine }) })
  for (const path of ['/a', '/b']) await scene.request(path)
})
afterEach(() => scene.close())

function pageAt(path: string) {
  const page = { namespace: 'n', path, context: undefined }
  return { kind: 'page', page, body: 'html', whenMissing: 'generate', route: path } as const
}

const texts = async () => [(await scene.request('/a')).text, (await scene.request('/b')).text]

describe('invalidate', () => {
  it.each<[Selection | Selection[], string[]]>([
    [{ path: '/a' }, ['/a 3', '/b 2']],
    [{ path: '/a/' }, ['/a 3', '/b 2']],
    [{ tag: 'a' }, ['/a 3', '/b 2']],
    [{ tag: 'nothing' }, ['/a 1', '/b 2']],
    [
      [{ path: '/a' }, { tag: 'letters' }],
      ['/a 3', '/b 4'],
    ],
    [{ everything: true }, ['/a 3', '/b 4']],
  ])('%j', async (selection, expected) => {
    expect(await texts()).toEqual(['/a 1', '/b 2'])
    await invalidate(selection)
    expect(await texts()).toEqual(expected)
  })

  it('shows a stale page once more where that is asked for', async () => {
    await invalidate({ tag: 'a' }, { stale: true })
    const shown = await scene.request('/a')
    expect(shown).toMatchObject({ text: '/a 1', headers: { 'cache-status': expect.stringContaining('invalidated') } })
    await expect.poll(async () => (await texts())[0]).toBe('/a 3')
  })

  it.each([
    [],
    {},
    { path: 'a' },
    { path: '/a', tag: 'a' },
    { tag: '' },
    { tag: 7 },
    { everything: false },
    null,
    '/a',
  ])('refuses %j before anything is done', async (selection) => {
    await expect(invalidate(selection as Selection)).rejects.toMatchObject({ code: 'INVALID_SELECTION' })
    expect(await texts()).toEqual(['/a 1', '/b 2'])
  })
})
