/** Finds the calls of `next/font/local` and `next/font/google` in a source: what they ask for, and how to replace them. */
import { parse } from '@babel/parser'
import type { NodePath } from '@babel/traverse'
import type { CallExpression, File } from '@babel/types'
import { EverfreshError } from '../../errors.ts'
import { traverse } from '../babel.ts'

export interface FontCall {
  /** `next/font/local` or `next/font/google`. */
  readonly from: string
  /** Name of the import: `default` for local fonts, else a family such as `Roboto_Mono`. */
  readonly imported: string
  /** The constant that it is assigned to. */
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
  /** Puts a plain value in its place. */
  replace(value: object): void
}

export interface FontCalls {
  readonly ast: File
  readonly calls: readonly FontCall[]
}

const isFontModule = (source: string) => /^next\/font\/(?:local|google)(?:\.js)?$/.test(source)

/**
 * Removes the imports of fonts as well.
 *
 * @throws EverfreshError INVALID_FONT where what is asked for cannot be read without running the code.
 */
export function findFontCalls(code: string, file: string): FontCalls {
  const plugins = /\.[cm]?ts$/.test(file) ? (['typescript'] as const) : (['typescript', 'jsx'] as const)
  const ast = parse(code, { sourceType: 'module', sourceFilename: file, plugins: [...plugins] })
  const calls: FontCall[] = []
  traverse(ast, {
    ImportDeclaration(path) {
      const from = path.node.source.value
      if (!isFontModule(from) || path.node.importKind === 'type') return
      for (const specifier of path.node.specifiers) {
        if (specifier.type === 'ImportNamespaceSpecifier')
          throw invalid(file, specifier, 'import each font by its name')
        const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default'
        const { referencePaths = [] } = path.scope.getBinding(specifier.local.name) ?? {}
        for (const reference of referencePaths) {
          calls.push({ from: from.replace(/\.js$/, ''), imported, ...readCall(reference, file) })
        }
      }
      path.remove()
    },
  })
  return { ast, calls }
}

const nameOf = (node: { type: string; name?: string; value?: string }) => node.name ?? node.value ?? ''

function readCall(reference: NodePath, file: string): Pick<FontCall, 'name' | 'options' | 'replace'> {
  const call = reference.parentPath
  if (!call?.isCallExpression() || call.node.callee !== reference.node)
    throw invalid(file, reference.node, 'fonts can only be called')
  const declarator = call.parentPath
  if (!declarator?.isVariableDeclarator() || declarator.node.id.type !== 'Identifier')
    throw invalid(file, call.node, 'a font must be assigned to a constant')
  return {
    name: declarator.node.id.name,
    options: optionsOf(call, file),
    replace: (value) => void call.replaceWithSourceString(`(${JSON.stringify(value)})`),
  }
}

function optionsOf(call: NodePath<CallExpression>, file: string): Readonly<Record<string, unknown>> {
  const [argument] = call.get('arguments')
  if (argument === undefined) return {}
  const { confident, value } = argument.evaluate() as { confident: boolean; value: unknown }
  if (confident && typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw invalid(file, call.node, 'its options must be written out, since they are read without running the code')
}

interface Located {
  readonly loc?: { readonly start: { readonly line: number } } | null | undefined
}

export const invalid = (file: string, { loc }: Located, reason: string) =>
  new EverfreshError('INVALID_FONT', `${file}:${loc?.start.line ?? 1}: a font of next/font cannot be made: ${reason}.`)
