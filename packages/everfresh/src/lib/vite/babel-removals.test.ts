import { transformSync, type PluginObj } from '@babel/core'
import { expect, test } from 'vitest'
import { removeConsole, removeProperties } from './babel-removals.ts'

const compiled = (code: string, plugin: PluginObj) =>
  transformSync(code, { plugins: [plugin], configFile: false, babelrc: false, parserOpts: { plugins: ['jsx'] } })?.code

test('calls of the console go, but for the methods that are kept', () => {
  const code = `console.log(1);console['debug'](2);console.error(3);const a = console.warn(4);`
  expect(compiled(code, removeConsole(['error']))).toBe('console.error(3);\nconst a = void 0;')
})

test('a console of the module’s own stays', () => {
  expect(compiled('const console = make();console.log(1);', removeConsole([]))).toContain('console.log(1)')
})

test('properties of elements go by their names', () => {
  const code = '<a data-test="1" data-testid="2" data-kept="3" xlink:href="4" />;'
  expect(compiled(code, removeProperties(['^data-test', '^xlink:']))).toBe('<a data-kept="3" />;')
})
