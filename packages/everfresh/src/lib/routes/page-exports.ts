/** Reads which functions a page file exports, without running it. */
import { parse } from '@babel/parser'
import { extname } from 'node:path'
import { EverfreshError } from '../errors.ts'
import { embeddedCode } from './embedded-code.ts'
import type { PageExports } from './page-rules.ts'

type Program = ReturnType<typeof parse>['program']
type Statement = Program['body'][number]
type Plugins = NonNullable<NonNullable<Parameters<typeof parse>[1]>['plugins']>

interface Seen {
  readonly names: Set<string>
  /** Properties assigned to a binding at the top level: `Page.getInitialProps = …`. */
  readonly members: Map<string, Set<string>>
  /** Local name of the default export, where it has one. */
  component?: string
}

/**
 * Returns what the module `code` exports that concerns a page.
 *
 * @throws EverfreshError `INVALID_PAGE_EXPORTS` when it cannot be parsed, or re-exports everything of another module, which
 * cannot be read without running that one.
 */
export function readPageExports(code: string, file: string): PageExports {
  const seen: Seen = { names: new Set(), members: new Map() }
  const isScript = /\.[cm]?[jt]sx?$/.test(file)
  // What another language is compiled to has its content as the default export.
  if (!isScript) seen.names.add('default')
  const source = isScript ? code : embeddedCode(code, isProgram)
  for (const statement of parseModule(source, file).body) read(statement, seen, file)
  const members = (seen.component !== undefined && seen.members.get(seen.component)) || new Set<string>()
  return {
    default: seen.names.has('default'),
    getStaticProps: seen.names.has('getStaticProps'),
    getStaticPaths: seen.names.has('getStaticPaths'),
    getServerSideProps: seen.names.has('getServerSideProps'),
    config: seen.names.has('config'),
    getInitialProps: members.has('getInitialProps'),
    attached: dataFunctions.filter((name) => members.has(name)),
  }
}

function isProgram(code: string): boolean {
  try {
    parse(code, { sourceType: 'module', plugins: ['jsx'] })
    return true
  } catch {
    return false
  }
}

const dataFunctions = ['getStaticProps', 'getStaticPaths', 'getServerSideProps'] as const

/** @throws EverfreshError `INVALID_PAGE_EXPORTS` that says where it cannot be parsed. */
export function parseModule(code: string, file: string): Program {
  try {
    return parse(code, { sourceType: 'module', plugins: pluginsFor(file) }).program
  } catch (error) {
    const { message, loc } = error as Error & { readonly loc?: object }
    const problem = new EverfreshError('INVALID_PAGE_EXPORTS', `${file} cannot be parsed: ${message}`, { cause: error })
    // Where a compiler's errors say it; `dev` shows the code there.
    throw Object.assign(problem, { loc: { file, ...loc } })
  }
}

function pluginsFor(file: string): Plugins {
  const extension = extname(file)
  // In .ts files `<T>x` is a cast; everywhere else it would be an element.
  if (extension === '.ts' || extension === '.mts') return ['typescript', 'decorators']
  return extension === '.tsx' ? ['typescript', 'jsx', 'decorators'] : ['jsx', 'decorators']
}

function read(statement: Statement, seen: Seen, file: string): void {
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      seen.names.add('default')
      readDefault(statement.declaration, seen)
      break
    case 'ExportNamedDeclaration':
      if (statement.exportKind !== 'type') readNamed(statement, seen)
      break
    case 'ExportAllDeclaration':
      if (statement.exportKind !== 'type') throw exportsEverything(file)
      break
    case 'ClassDeclaration':
      if (statement.id) readClass(statement, statement.id.name, seen)
      break
    case 'ExpressionStatement':
      readAssignment(statement, seen)
      break
  }
}

const exportsEverything = (file: string) =>
  new EverfreshError(
    'INVALID_PAGE_EXPORTS',
    `${file} uses "export * from …", which hides what the page exports. Name the exports: export { default } from '…'.`,
  )

type Of<Type extends Statement['type']> = Extract<Statement, { type: Type }>

function readDefault(declaration: Of<'ExportDefaultDeclaration'>['declaration'], seen: Seen): void {
  if (declaration.type === 'Identifier') seen.component = declaration.name
  if (declaration.type === 'FunctionDeclaration' && declaration.id) seen.component = declaration.id.name
  if (declaration.type === 'ClassDeclaration') {
    // A name that no binding can have, for a class without one.
    seen.component = declaration.id?.name ?? '*default*'
    readClass(declaration, seen.component, seen)
  }
}

function readNamed(statement: Of<'ExportNamedDeclaration'>, seen: Seen): void {
  for (const specifier of statement.specifiers) {
    if (specifier.type === 'ExportSpecifier' && specifier.exportKind === 'type') continue
    const { exported } = specifier
    const name = exported.type === 'Identifier' ? exported.name : exported.value
    seen.names.add(name)
    if (name === 'default' && specifier.type === 'ExportSpecifier') seen.component = specifier.local.name
  }
  const { declaration } = statement
  if (declaration?.type === 'FunctionDeclaration' && declaration.id) seen.names.add(declaration.id.name)
  if (declaration?.type === 'ClassDeclaration' && declaration.id) {
    seen.names.add(declaration.id.name)
    readClass(declaration, declaration.id.name, seen)
  }
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) for (const name of namesIn(id)) seen.names.add(name)
  }
}

/** Names that a variable declaration binds, through any depth of destructuring. */
function namesIn(target: { readonly type: string }): string[] {
  const node = target as BindingNode
  switch (node.type) {
    case 'Identifier':
      return [node.name]
    case 'ObjectPattern':
      return node.properties.flatMap(namesIn)
    case 'ObjectProperty':
      return namesIn(node.value)
    case 'ArrayPattern':
      return node.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'AssignmentPattern':
      return namesIn(node.left)
    case 'RestElement':
      return namesIn(node.argument)
    default:
      return []
  }
}

type Node = { readonly type: string }
type BindingNode =
  | { type: 'Identifier'; name: string }
  | { type: 'ObjectPattern'; properties: Node[] }
  | { type: 'ObjectProperty'; value: Node }
  | { type: 'ArrayPattern'; elements: (Node | null)[] }
  | { type: 'AssignmentPattern'; left: Node }
  | { type: 'RestElement'; argument: Node }
  | { type: 'other' }

function readAssignment({ expression }: Of<'ExpressionStatement'>, seen: Seen): void {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return
  const { object, property, computed } = expression.left
  if (object.type !== 'Identifier') return
  if (property.type === 'Identifier' && !computed) addMember(object.name, property.name, seen)
  if (property.type === 'StringLiteral') addMember(object.name, property.value, seen)
}

function readClass({ body }: Of<'ClassDeclaration'>, name: string, seen: Seen): void {
  for (const member of body.body) {
    if (member.type !== 'ClassMethod' && member.type !== 'ClassProperty') continue
    if (member.static && member.key.type === 'Identifier') addMember(name, member.key.name, seen)
  }
}

function addMember(object: string, property: string, seen: Seen): void {
  const members = seen.members.get(object)
  if (members) members.add(property)
  else seen.members.set(object, new Set([property]))
}
