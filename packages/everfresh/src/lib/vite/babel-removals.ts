/** Babel plugins that take from a build what is of use to developers only. */
import type { PluginObj } from '@babel/core'

/** Removes calls of `console`'s methods, but for `kept`, in sources that have no `console` of their own. */
export const removeConsole = (kept: readonly string[]): PluginObj => ({
  name: 'everfresh-remove-console',
  visitor: {
    CallExpression(path) {
      const { callee } = path.node
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return
      if (callee.object.name !== 'console' || path.scope.hasBinding('console', true)) return
      const { property } = callee
      const method = property.type === 'Identifier' && !callee.computed ? property.name : undefined
      if (method !== undefined && kept.includes(method)) return
      if (path.parentPath.isExpressionStatement()) path.remove()
      else path.replaceWithSourceString('void 0')
    },
  },
})

/** Removes attributes whose names match one of `patterns` (regular expressions) from all elements. */
export function removeProperties(patterns: readonly string[]): PluginObj {
  const expressions = patterns.map((pattern) => new RegExp(pattern))
  return {
    name: 'everfresh-remove-properties',
    visitor: {
      JSXAttribute(path) {
        const { name } = path.node
        const text = name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`
        if (expressions.some((expression) => expression.test(text))) path.remove()
      },
    },
  }
}
