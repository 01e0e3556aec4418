/** Reads from a source, without running it, what the doctor goes by, each with its line. */
import { parse } from '@babel/parser'
import type { TraverseOptions } from '@babel/traverse'
import type {
  ClassMethod,
  ClassProperty,
  Expression,
  ImportDeclaration,
  Node,
  ObjectExpression,
  ObjectMethod,
  ObjectProperty,
} from '@babel/types'
import { extname } from 'node:path'
import { traverse } from '../vite/babel.ts'
import type { Source } from './finding.ts'

export interface ImportFact {
  readonly from: string
  readonly line: number
  /** Gone when the code runs: `import type`. */
  readonly isType: boolean
  /** Whether it takes the default export: `import x from`, `require(…)`. */
  readonly isDefault: boolean
}

export interface SourceFacts {
  readonly imports: readonly ImportFact[]
  /** Lines of exports and of members that are set on something, by their names: `getStaticProps`, `getInitialProps`. */
  readonly names: ReadonlyMap<string, number>
  /** Lines of properties of objects, by their names; the first of each. */
  readonly properties: ReadonlyMap<string, number>
  /** What `export const config` and `export const runtime` say, where it is a plain value. */
  readonly config: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>
  /** Why the source could not be read. */
  readonly problem?: { readonly line: number; readonly message: string }
}

type Config = Map<string, { value: unknown; line: number }>

export function factsOf({ file, code }: Source): SourceFacts {
  const facts = {
    imports: [] as ImportFact[],
    names: new Map<string, number>(),
    properties: new Map<string, number>(),
    config: new Map() as Config,
  }
  try {
    read(parse(code, { sourceType: 'unambiguous', plugins: pluginsFor(file), errorRecovery: true }), facts)
    return facts
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number }; message: string }
    return { ...facts, problem: { line: loc?.line ?? 1, message } }
  }
}

function pluginsFor(file: string): ('typescript' | 'jsx' | 'decorators')[] {
  // In .ts files `<T>x` is a cast; in JavaScript there may be Flow, which TypeScript's syntax mostly covers.
  return /\.[cm]?ts$/.test(extname(file)) ? ['typescript', 'decorators'] : ['typescript', 'jsx', 'decorators']
}

const lineOf = (node: Node) => node.loc?.start.line ?? 1

function read(program: ReturnType<typeof parse>, facts: Facts): void {
  for (const visitor of [visitorOfImports(facts), visitorOfNames(facts)]) {
    traverse(program, { ...visitor, noScope: true })
  }
}

/** What takes something from another module: imports, `require` and re-exports. */
function visitorOfImports({ imports }: Facts): TraverseOptions {
  const note = (node: Node, from: string, isType: boolean, isDefault = false) =>
    void imports.push({ from, line: lineOf(node), isType, isDefault })
  return {
    ImportDeclaration({ node }) {
      const isDefault = node.specifiers.some(({ type }) => type === 'ImportDefaultSpecifier')
      note(node, node.source.value, isTypeOnly(node), isDefault)
    },
    ExportNamedDeclaration({ node }) {
      if (node.source) note(node, node.source.value, node.exportKind === 'type')
    },
    ExportAllDeclaration({ node }) {
      note(node, node.source.value, node.exportKind === 'type')
    },
    CallExpression({ node }) {
      const [argument] = node.arguments
      if (argument?.type !== 'StringLiteral') return
      const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require'
      if (isRequire || node.callee.type === 'Import') note(node, argument.value, false, isRequire)
    },
  }
}

const isTypeOnly = ({ importKind, specifiers }: ImportDeclaration): boolean =>
  importKind === 'type' ||
  (specifiers.length > 0 &&
    specifiers.every((specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'))

/** What the module exports, and what it sets on something or writes into an object. */
function visitorOfNames(facts: Facts): TraverseOptions {
  const { names, properties } = facts
  const noteStatic = ({ node }: { readonly node: ClassMethod | ClassProperty }) => {
    if (node.static && node.key.type === 'Identifier') note(names, node.key.name, node)
  }
  const noteProperty = ({ node }: { readonly node: ObjectProperty | ObjectMethod }) =>
    notePropertyName(node.key, properties)
  return {
    ExportNamedDeclaration({ node }) {
      readExport(node.declaration ?? undefined, facts)
      for (const { exported } of node.specifiers) if (exported.type === 'Identifier') note(names, exported.name, node)
    },
    ExportAllDeclaration({ node }) {
      note(names, '*', node)
    },
    AssignmentExpression({ node: { left } }) {
      if (left.type === 'MemberExpression' && left.property.type === 'Identifier') note(names, left.property.name, left)
    },
    ClassMethod: noteStatic,
    ClassProperty: noteStatic,
    ObjectProperty: noteProperty,
    ObjectMethod: noteProperty,
  }
}

interface Facts {
  readonly imports: ImportFact[]
  readonly names: Map<string, number>
  readonly properties: Map<string, number>
  readonly config: Config
}

function note(lines: Map<string, number>, name: string, node: Node): void {
  if (!lines.has(name)) lines.set(name, lineOf(node))
}

function notePropertyName(key: Node, properties: Map<string, number>): void {
  if (key.type === 'Identifier') note(properties, key.name, key)
  if (key.type === 'StringLiteral') note(properties, key.value, key)
}

function readExport(declaration: Node | undefined, { names, config }: Facts): void {
  if (declaration === undefined) return
  if ((declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') && declaration.id)
    note(names, declaration.id.name, declaration)
  if (declaration.type !== 'VariableDeclaration') return
  for (const { id, init } of declaration.declarations) {
    if (id.type !== 'Identifier') continue
    note(names, id.name, declaration)
    if (id.name === 'runtime') readConfig('runtime', init ?? undefined, config)
    const value = init && 'expression' in init ? (init.expression as Expression) : init
    if (id.name === 'config' && value?.type === 'ObjectExpression') readConfigObject(value, config)
  }
}

function readConfigObject({ properties }: ObjectExpression, config: Config): void {
  for (const property of properties) {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier') continue
    readConfig(property.key.name, property.value as Expression, config)
  }
}

function readConfig(name: string, value: Expression | undefined, config: Config): void {
  if (value?.type === 'StringLiteral' || value?.type === 'BooleanLiteral')
    config.set(name, { value: value.value, line: lineOf(value) })
}
