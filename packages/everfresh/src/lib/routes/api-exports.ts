/** Reads from an API route, without running it, whether it was written for a runtime that is not there. */
import { parse } from '@babel/parser'
import type { Expression, Statement } from '@babel/types'
import { edgeProblem, edgeRuntimes } from '../api/edge-runtime.ts'

/**
 * Returns what is wrong with the API route `code`, or undefined: `export const runtime = 'edge'`, or the same in its
 * `config`. What cannot be parsed is left to the bundler, which explains it better.
 */
export function problemOfApi(code: string): string | undefined {
  if (!/edge/.test(code) || !statementsOf(code).some(choosesEdge)) return undefined
  return edgeProblem
}

function statementsOf(code: string): readonly Statement[] {
  try {
    return parse(code, { sourceType: 'unambiguous', plugins: ['typescript', 'decorators'], errorRecovery: true })
      .program.body
  } catch {
    return []
  }
}

function choosesEdge(statement: Statement): boolean {
  if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return false
  return statement.declaration.declarations.some(({ id, init }) => {
    if (id.type !== 'Identifier' || !init) return false
    const value = plain(init)
    if (id.name === 'runtime') return isEdge(value)
    if (id.name !== 'config' || value.type !== 'ObjectExpression') return false
    return value.properties.some(
      (property) =>
        property.type === 'ObjectProperty' &&
        property.key.type === 'Identifier' &&
        property.key.name === 'runtime' &&
        isEdge(plain(property.value as Expression)),
    )
  })
}

const isEdge = (value: Expression) => value.type === 'StringLiteral' && edgeRuntimes.has(value.value)

/** Without `as const` and `satisfies PageConfig`. */
const plain = (value: Expression): Expression =>
  value.type === 'TSAsExpression' || value.type === 'TSSatisfiesExpression' ? plain(value.expression) : value
