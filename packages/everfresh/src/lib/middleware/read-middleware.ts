/** Finds the middleware of a site, and reads which requests it wants, without running it. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Expression } from '@babel/types'
import type { z } from 'zod'
import { parseModule } from '../routes/page-exports.ts'
import { defaultPageExtensions } from '../routes/scan.ts'
import { invalidMiddleware } from './errors.ts'
import { middlewareConfigSchema } from './matcher-schema.ts'
import type { MiddlewareKind, MiddlewareRecord } from './middleware-record.ts'
import { staticValueOf } from './static-value.ts'

export interface SiteMiddleware extends MiddlewareRecord {
  /** Absolute path. */
  readonly file: string
  readonly warnings: readonly string[]
}

const kinds: readonly MiddlewareKind[] = ['middleware', 'proxy']

/** @returns Absolute paths of every file that could be the site's middleware: there should be one at most. */
export function middlewareFiles(root: string, pageExtensions: readonly string[]): string[] {
  const extensions = new Set([...pageExtensions, 'ts', 'js'])
  return [root, join(root, 'src')]
    .flatMap((folder) =>
      kinds.flatMap((kind) => [...extensions].map((extension) => join(folder, `${kind}.${extension}`))),
    )
    .filter((file) => existsSync(file))
}

/**
 * @param root Absolute path of the site.
 * @throws EverfreshError INVALID_MIDDLEWARE when there are several, or it exports no function, or its `config` cannot be read.
 */
export async function readMiddleware(
  root: string,
  pageExtensions: readonly string[] = defaultPageExtensions,
): Promise<SiteMiddleware | undefined> {
  const [file, ...others] = middlewareFiles(root, pageExtensions)
  if (file === undefined) return undefined
  if (others.length > 0) {
    const names = others.map((other) => relative(root, other)).join(', ')
    throw invalidMiddleware(relative(root, file), [`there is ${names} as well, but only one can run. Merge them.`])
  }
  return middlewareOf(await readFile(file, 'utf8'), file, relative(root, file))
}

/** @param name What the file is called in messages. */
export function middlewareOf(code: string, file: string, name: string): SiteMiddleware {
  const kind: MiddlewareKind = /(?:^|[/\\])proxy\.[^/\\]*$/.test(file) ? 'proxy' : 'middleware'
  const exported = exportsOf(code, file)
  const problems: string[] = []
  if (!exported.has(kind) && !exported.has('default')) {
    problems.push(`it must export a function named "${kind}", or one as its default.`)
  }
  const { matcher, runtime = '' } = configOf(exported.get('config'), problems)
  if (problems.length > 0) throw invalidMiddleware(name, problems)
  const isEdge = runtime.includes('edge')
  const warnings = isEdge
    ? [`${name} asks for the runtime "${runtime}"; it runs on Node.js, as everything does here.`]
    : []
  return { file, kind, warnings, ...(matcher === undefined ? {} : { matchers: matcher }) }
}

/** Values by name; undefined for what is no expression of this module. */
type Exports = ReadonlyMap<string, Expression | undefined>

function exportsOf(code: string, file: string): Exports {
  const exported = new Map<string, Expression | undefined>()
  const constants = new Map<string, Expression>()
  const renamed: [exported: string, local: string][] = []
  for (const statement of parseModule(code, file).body) {
    const declared =
      statement.type === 'ExportNamedDeclaration' && statement.exportKind !== 'type' ? statement.declaration : statement
    const isExported = declared !== statement
    if (declared?.type === 'VariableDeclaration') {
      for (const { id, init } of declared.declarations) {
        if (id.type !== 'Identifier') continue
        if (isExported) exported.set(id.name, init ?? undefined)
        else if (declared.kind === 'const' && init) constants.set(id.name, init)
      }
    }
    if (isExported && declared?.type === 'FunctionDeclaration' && declared.id) exported.set(declared.id.name, undefined)
    if (statement.type === 'ExportDefaultDeclaration') exported.set('default', undefined)
    if (statement.type !== 'ExportNamedDeclaration' || statement.exportKind === 'type') continue
    for (const specifier of statement.specifiers) {
      const target = specifier.exported
      const name = target.type === 'Identifier' ? target.name : target.value
      renamed.push([name, specifier.type === 'ExportSpecifier' && !statement.source ? specifier.local.name : ''])
    }
  }
  for (const [name, local] of renamed) exported.set(name, constants.get(local))
  return exported
}

function configOf(node: Expression | undefined, problems: string[]): z.output<typeof middlewareConfigSchema> {
  if (node === undefined) return {}
  const read = staticValueOf(node)
  if ('problem' in read) {
    problems.push(
      `its config holds ${read.problem}, but it is read without being run. Write every value out: export const config = { matcher: ['/account/:path*'] }.`,
    )
    return {}
  }
  const checked = middlewareConfigSchema.safeParse(read.value)
  if (checked.success) return checked.data
  problems.push(...checked.error.issues.flatMap(problemsOf))
  return {}
}

/** Of a union, what is wrong with the form that came closest. */
function problemsOf(
  issue: z.core.$ZodIssue,
  _index?: number,
  _all?: unknown,
  path: readonly PropertyKey[] = [],
): string[] {
  const where = [...path, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0]!
    return closest.flatMap((each) => problemsOf(each, undefined, undefined, where))
  }
  return [`config.${where.join('.')}: ${issue.message.replace('Invalid input: ', '')}`]
}

const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(
    ...issues.map(
      (issue) =>
        issue.path.length +
        (issue.code === 'invalid_union' ? Math.max(0, ...issue.errors.map(depthOf)) : issue.code === 'custom' ? 1 : 0),
    ),
  )
