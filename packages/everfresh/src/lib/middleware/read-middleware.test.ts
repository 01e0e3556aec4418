import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { middlewareOf, readMiddleware } from './read-middleware.ts'

const read = (code: string, name = 'middleware.ts') => middlewareOf(code, `/site/${name}`, name)
const handler = 'export function middleware() {}\n'
const config = (value: string) => `${handler}export const config = ${value}`

describe('the config of middleware', () => {
  it('says for which requests it runs', () => {
    expect(read(handler)).toEqual({ file: '/site/middleware.ts', kind: 'middleware', warnings: [] })
    expect(read(config(`{ matcher: '/a' }`)).matchers).toEqual([{ source: '/a' }])
    expect(read(config('{ matcher: [`/a/:path*`, "/((?!api).*)"] } as const')).matchers).toHaveLength(2)
    const matcher = `{ source: '/b', locale: false, has: [{ type: 'header', key: 'x' }], missing: [{ type: 'host', value: 'a.b' }] }`
    expect(read(config(`{ matcher: [${matcher}] } satisfies MiddlewareConfig`)).matchers).toEqual([
      ...[
        { source: '/b', locale: false, has: [{ type: 'header', key: 'x' }], missing: [{ type: 'host', value: 'a.b' }] },
      ],
    ])
    expect(read(`const config = { matcher: '/a' }\n${handler}export { config }`).matchers).toEqual([{ source: '/a' }])
  })

  it('is refused when it would have to be run', () => {
    expect(() => read(config('{ matcher: paths }'))).toThrow(
      'middleware.ts: its config holds a variable in line 2, but it is read without being run. Write every value out',
    )
    expect(() => read(config('{ matcher: [...paths] }'))).toThrow('a spread')
    expect(() => read(config('{ matcher: `/${a}` }'))).toThrow('a template with a variable')
    expect(() => read(config('{ [name]: 1 }'))).toThrow('a computed name')
    expect(() => read(config('make()'))).toThrow('a call')
  })

  it('is refused with all that is wrong with it', () => {
    const wrong = `{ matcher: ['a', { source: '/b', has: [{ type: 'header' }] }, { source: '/c/(' }, { source: '/d', basePath: false }] }`
    expect(() => read(config(wrong))).toThrow(
      expect.objectContaining({
        code: 'INVALID_MIDDLEWARE',
        message: expect.stringMatching(
          /matcher\.0: "a" is no pattern.*\n.*matcher\.1\.has\.0\.key.*\n.*matcher\.2.*\n.*matcher\.3/,
        ),
      }),
    )
  })

  it('may ask for another runtime, in vain', () => {
    expect(read(config(`{ runtime: 'nodejs' }`)).warnings).toEqual([])
    expect(read(config(`{ runtime: 'experimental-edge' }`)).warnings).toEqual([
      'middleware.ts asks for the runtime "experimental-edge"; it runs on Node.js, as everything does here.',
    ])
  })
})

describe('the function of middleware', () => {
  it.each([
    'export default function anything() {}',
    'export default (request) => undefined',
    'const middleware = () => {}\nexport { middleware }',
    'export const middleware: NextMiddleware = () => {}',
    `export { auth as middleware } from './auth'`,
    `export { default } from 'library/middleware'`,
  ])('may be %s', (code) => {
    expect(read(code).kind).toBe('middleware')
  })

  it('must be there, under the name of its file', () => {
    expect(() => read('export const a = 1')).toThrow('must export a function named "middleware", or one as its default')
    expect(() => read(handler, 'proxy.js')).toThrow('named "proxy"')
    expect(read('export function proxy() {}', 'proxy.js').kind).toBe('proxy')
  })
})

describe('the file of middleware', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'middleware-'))
    await mkdir(join(root, 'src'))
  })
  afterEach(() => rm(root, { recursive: true }))

  it('stands beside pages/, or in src/', async () => {
    expect(await readMiddleware(root)).toBeUndefined()
    await writeFile(join(root, 'src/proxy.js'), 'export default () => {}')
    expect(await readMiddleware(root)).toMatchObject({ kind: 'proxy', file: join(root, 'src/proxy.js') })
  })

  it('is one: two would be a guess which one protects the site', async () => {
    await writeFile(join(root, 'src/proxy.js'), 'export default () => {}')
    await writeFile(join(root, 'middleware.ts'), handler)
    await expect(readMiddleware(root)).rejects.toThrow(
      'middleware.ts: there is src/proxy.js as well, but only one can run',
    )
  })
})
