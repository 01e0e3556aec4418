/** Reads values out of source code that stand there literally, without running it. */
import type { Expression, ObjectExpression, PatternLike, SpreadElement } from '@babel/types'

/** `problem` says what it is that cannot be read, and in which line. */
export type StaticValue = { readonly value: unknown } | { readonly problem: string }

export function staticValueOf(node: Expression | PatternLike | SpreadElement): StaticValue {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { value: node.value }
    case 'NullLiteral':
      return { value: null }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return staticValueOf(node.expression)
    case 'TemplateLiteral':
      if (node.expressions.length > 0) break
      return { value: node.quasis[0]?.value.cooked ?? '' }
    case 'ArrayExpression': {
      const values = node.elements.map((element) =>
        element === null ? { problem: 'a hole in a list' } : staticValueOf(element),
      )
      return firstProblem(values) ?? { value: values.map((each) => (each as { value: unknown }).value) }
    }
    case 'ObjectExpression':
      return objectOf(node)
    case 'Identifier':
      if (node.name === 'undefined') return { value: undefined }
  }
  return { problem: `${nameOf(node)} in line ${node.loc?.start.line ?? '?'}` }
}

function objectOf({ properties }: ObjectExpression): StaticValue {
  const result: Record<string, unknown> = {}
  for (const property of properties) {
    const line = property.loc?.start.line ?? '?'
    if (property.type !== 'ObjectProperty') return { problem: `${nameOf(property)} in line ${line}` }
    const { key, computed } = property
    const name =
      key.type === 'Identifier' && !computed ? key.name : key.type === 'StringLiteral' ? key.value : undefined
    if (name === undefined) return { problem: `a computed name in line ${line}` }
    const read = staticValueOf(property.value)
    if ('problem' in read) return read
    result[name] = read.value
  }
  return { value: result }
}

const firstProblem = (values: readonly StaticValue[]) => values.find((each) => 'problem' in each)

const names: Readonly<Record<string, string>> = {
  Identifier: 'a variable',
  MemberExpression: 'a property of a variable',
  CallExpression: 'a call',
  TemplateLiteral: 'a template with a variable in it',
  SpreadElement: 'a spread',
  BinaryExpression: 'an expression',
  ConditionalExpression: 'a condition',
  RegExpLiteral: 'a regular expression',
  ObjectMethod: 'a function',
}

const nameOf = ({ type }: { readonly type: string }): string => names[type] ?? 'something'
