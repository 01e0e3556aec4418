import { expect, test } from 'vitest'
import { moduleOf } from './commonjs-sources.ts'

/** Runs what a file becomes, given what it imports by name. */
async function run(code: string, imports: Readonly<Record<string, object>> = {}): Promise<Record<string, unknown>> {
  let text = moduleOf(code, '/site/lib/a.js')?.code ?? code
  const key = `imports-${Math.random()}`
  Reflect.set(globalThis, key, imports)
  text = text.replaceAll(
    /import \* as (\w+) from ("[^"]+");/g,
    (_, name: string, source: string) => `const ${name} = globalThis[${JSON.stringify(key)}][${source}];`,
  )
  return { ...((await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`)) as object) }
}

test('what is exported is the default, and can be imported by name', async () => {
  expect(await run('module.exports = { a: 1, "b": 2, ...{ c: 3 } }')).toMatchObject({
    a: 1,
    b: 2,
    default: { a: 1, b: 2, c: 3 },
  })
  expect(await run('exports.a = 1; module.exports.b = () => exports.a')).toMatchObject({ a: 1, default: { a: 1 } })
})

test('a file that was compiled from a module has its default', async () => {
  const code = `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 1; Object.defineProperty(exports, 'a', { get: () => 2 })`
  expect(await run(code)).toMatchObject({ default: 1, a: 2 })
})

test('require gives what the module exports, whatever kind it is of', async () => {
  const commonJs = { __commonjs: { x: 1 }, default: { x: 1 }, x: 1 }
  const esm = { default: 2, y: 3 }
  const json = { default: { z: 4 }, z: 4 }
  const imports = { './c': commonJs, './e': esm, './j.json': json, package: json, 'only-default': { default: () => 5 } }
  const code = `module.exports = [require('./c').x, require('./e').default, require('./e').y, require('./j.json').z,
    require('package').z, require('only-default')(), require('./e').__esModule]`
  expect((await run(code, imports)).default).toEqual([1, 2, 3, 4, 4, 5, true])
})

test('a module may use require as well', async () => {
  expect(await run(`const { x } = require('./c'); export const y = x + 1`, { './c': { x: 1 } })).toMatchObject({ y: 2 })
})

test('what only looks like it is left alone', () => {
  expect(moduleOf('export const exports = 1', '/a.js')).toBeNull()
  expect(moduleOf('const require = (a) => a; export default require("b")', '/a.js')).toBeNull()
  expect(moduleOf('function f(exports) { exports.a = 1 }', '/a.js')).toBeNull()
})
