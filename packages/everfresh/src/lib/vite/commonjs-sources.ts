/**
 * Makes modules of a site's own CommonJS files in development, where sources are run one by one: `require()` becomes an import,
 * `module.exports` the default export. A build needs no such thing, since it compiles both kinds together.
 */
import { parse } from '@babel/parser'
import type { Expression, File, Node } from '@babel/types'
import type { Plugin } from 'vite'
import { generate, traverse } from './babel.ts'
import { isRuntimeFile } from './runtime-files.ts'

export function commonjsSources(): Plugin {
  return {
    name: 'everfresh:commonjs-sources',
    apply: 'serve',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?', 1)
      const isOwn = /\.[cm]?[jt]sx?$/.test(file) && !file.includes('/node_modules/') && !file.startsWith('\0')
      if (!isOwn || isRuntimeFile(file) || !/\brequire\s*\(|\bexports\b/.test(code)) return null
      return moduleOf(code, file)
    },
  }
}

/** Returns null where there is nothing of CommonJS. */
export function moduleOf(code: string, file: string): { code: string; map: string } | null {
  const plugins = /\.[cm]?ts$/.test(file) ? (['typescript'] as const) : (['typescript', 'jsx'] as const)
  const ast = parse(code, { sourceType: 'unambiguous', plugins: [...plugins], allowReturnOutsideFunction: true })
  const found = replaceRequires(ast)
  const isCommonJs = ast.program.sourceType === 'script' && found.usesExports
  if (found.sources.length === 0 && !isCommonJs) return null
  const { code: body, map } = generate(ast, { sourceMaps: true, sourceFileName: file }, code)
  const imports = found.sources.map((source, index) => `import * as ${imported(index)} from ${JSON.stringify(source)};`)
  // All of it on the first line, so that the source map stays right.
  const before = `${imports.join('')}${found.sources.length > 0 ? required : ''}${isCommonJs ? beginning : ''}`
  return {
    code: `${before}${body}${isCommonJs ? `\n${ending(found.names, found.reexported)}` : ''}`,
    map: JSON.stringify(map),
  }
}

const imported = (index: number) => `__everfresh_import_${index}`

/** Gives what `require()` gives: `own` tells whether a module is one of the site's, which says itself what it is. */
const required =
  'const __everfresh_require = (all, own) => {' +
  " if ('__commonjs' in all) return all.__commonjs;" +
  ' const it = all.default;' +
  " const isObject = (typeof it === 'object' && it !== null) || typeof it === 'function';" +
  " const isWhole = isObject && Object.keys(all).every((name) => name === 'default' || name === 'module.exports' || it[name] === all[name]);" +
  ' return isWhole && !own ? it : Object.assign(Object.create({ __esModule: true }), all); };'

const beginning = 'const module = { exports: {} }; let exports = module.exports;'

function ending(names: ReadonlySet<string>, reexported: readonly string[]): string {
  const exported = [...names].map(
    (name, index) =>
      `const __everfresh_export_${index} = module.exports.${name};export { __everfresh_export_${index} as ${name} };`,
  )
  return [
    'export const __commonjs = module.exports;',
    'const __everfresh_default = __commonjs?.__esModule ? __commonjs.default : __commonjs;',
    'export { __everfresh_default as default };',
    ...reexported.map((source) => `export * from ${JSON.stringify(source)};`),
    ...exported,
  ].join('')
}

interface Found {
  /** What is required, each once. */
  readonly sources: string[]
  /** What can be imported by name. */
  readonly names: Set<string>
  /** Modules whose exports become this one's. */
  readonly reexported: string[]
  usesExports: boolean
}

function replaceRequires(ast: File): Found {
  const found: Found = { sources: [], names: new Set(), reexported: [], usesExports: false }
  traverse(ast, {
    AssignmentExpression({ node: { left, right }, scope }) {
      if (!isExports(left) && !(left.type === 'MemberExpression' && isExports(left.object))) return
      if (scope.hasBinding('module') || scope.hasBinding('exports')) return
      found.usesExports = true
      if (left.type === 'MemberExpression' && isExports(left.object)) note(left.property, found.names)
      if (isExports(left)) readExported(right, found)
    },
    CallExpression(path) {
      const { callee, arguments: values } = path.node
      const [first, second] = values
      // As compilers write it: Object.defineProperty(exports, 'name', …).
      if (first !== undefined && isExports(first)) {
        found.usesExports = true
        if (second !== undefined) note(second, found.names)
      }
      if (callee.type !== 'Identifier' || callee.name !== 'require' || path.scope.hasBinding('require')) return
      if (first?.type !== 'StringLiteral') return
      const { value } = first
      if (!found.sources.includes(value)) found.sources.push(value)
      const isOwn = /^(?:[./]|[@~]\/)/.test(value) && !value.endsWith('.json')
      path.replaceWithSourceString(`__everfresh_require(${imported(found.sources.indexOf(value))}, ${isOwn})`)
    },
  })
  return found
}

/** `exports` or `module.exports`. */
const isExports = (node: Node): boolean =>
  (node.type === 'Identifier' && node.name === 'exports') ||
  (node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports')

function readExported(value: Expression, { names, reexported }: Found): void {
  if (value.type === 'ObjectExpression') {
    for (const property of value.properties) if (property.type !== 'SpreadElement') note(property.key, names)
  }
  if (value.type !== 'CallExpression' || value.callee.type !== 'Identifier' || value.callee.name !== 'require') return
  const [source] = value.arguments
  if (source?.type === 'StringLiteral') reexported.push(source.value)
}

function note(node: Node, names: Set<string>): void {
  const name = node.type === 'Identifier' ? node.name : node.type === 'StringLiteral' ? node.value : ''
  if (/^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default' && name !== '__esModule') names.add(name)
}
