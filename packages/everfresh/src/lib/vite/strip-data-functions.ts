/**
 * Removes the data functions of pages, and whatever only they used, from the browser's copy (B154).
 *
 * It works on the source as written, before TypeScript and JSX are compiled, so that an import which only
 * getStaticProps needs is never even resolved for the browser.
 */
import { parse } from '@babel/parser'
import { deadCodeElimination, findReferencedIdentifiers } from 'babel-dead-code-elimination'
import type { ExportNamedDeclaration, File, ImportDeclaration } from '@babel/types'
import type { Plugin } from 'vite'
import { generate, traverse } from './babel.ts'

export const dataFunctions = ['getStaticProps', 'getStaticPaths', 'getServerSideProps'] as const
const serverExports = new Set<string>([...dataFunctions, 'config'])

/** `isPage` tells whether a module (absolute path, no query) lies under `pages/`. */
export const stripDataFunctions = (isPage: (file: string) => boolean): Plugin => ({
  ...stripping('everfresh:strip-data-functions', (file) => isPage(file) && isScript(file)),
  enforce: 'pre',
})

/** The same for pages in other languages, such as MDX: it comes after the plugin that compiles them. */
export const stripCompiledDataFunctions = (isPage: (file: string) => boolean): Plugin =>
  stripping('everfresh:strip-compiled-data-functions', (file) => isPage(file) && !isScript(file))

const isScript = (file: string) => /\.[cm]?[jt]sx?$/.test(file)

function stripping(name: string, applies: (file: string) => boolean): Plugin {
  return {
    name,
    applyToEnvironment: (environment) => environment.name === 'client',
    transform(code, id) {
      const file = id.split('?', 1)[0]!
      if (!applies(file) || !mentionsServerExport(code)) return null
      return withoutServerExports(code, file)
    },
  }
}

const mentionsServerExport = (code: string) => [...serverExports].some((name) => code.includes(name))

/** Returns `code` without its server-only exports and what became unused, or the code itself if there was nothing to remove. */
export function withoutServerExports(code: string, file: string) {
  const ast = parse(code, {
    sourceType: 'module',
    sourceFilename: file,
    plugins: /\.(?:ts|mts)$/.test(file) ? ['typescript'] : file.endsWith('.tsx') ? ['typescript', 'jsx'] : ['jsx'],
  })
  const referenced = findReferencedIdentifiers(ast)
  if (!removeExports(ast)) return { code, map: null }
  const imports = importsOfValues(ast)
  deadCodeElimination(ast, referenced)
  // `import { load, type Row }` has become `import { type Row }`, which still loads the module where imports stay as written.
  for (const declaration of imports) if (!hasValues(declaration)) importTypesOnly(declaration)
  return generate(ast, { sourceMaps: true, sourceFileName: file }, code)
}

const importsOfValues = (ast: File): ImportDeclaration[] =>
  ast.program.body.filter((node) => node.type === 'ImportDeclaration').filter(hasValues)

const hasValues = ({ importKind, specifiers }: ImportDeclaration) =>
  importKind !== 'type' && specifiers.some((node) => node.type !== 'ImportSpecifier' || node.importKind !== 'type')

function importTypesOnly(declaration: ImportDeclaration): void {
  declaration.importKind = 'type'
  for (const specifier of declaration.specifiers) {
    if (specifier.type === 'ImportSpecifier') specifier.importKind = null
  }
}

function removeExports(ast: File): boolean {
  let removed = false
  const drop = (path: { remove(): void }) => {
    path.remove()
    removed = true
  }
  traverse(ast, {
    ExportNamedDeclaration(path) {
      const { declaration } = path.node
      if (declaration?.type === 'FunctionDeclaration' && serverExports.has(declaration.id?.name ?? ''))
        return drop(path)
      if (declaration?.type === 'VariableDeclaration') {
        const kept = declaration.declarations.filter(
          ({ id }) => id.type !== 'Identifier' || !serverExports.has(id.name),
        )
        if (kept.length === declaration.declarations.length) return
        removed = true
        if (kept.length === 0) path.remove()
        else declaration.declarations = kept
        return
      }
      if (declaration) return
      const kept = path.node.specifiers.filter((specifier) => !serverExports.has(exportedName(specifier)))
      if (kept.length === path.node.specifiers.length) return
      removed = true
      if (kept.length === 0) path.remove()
      else path.node.specifiers = kept
    },
  })
  return removed
}

function exportedName(specifier: ExportNamedDeclaration['specifiers'][number]): string {
  if (specifier.type !== 'ExportSpecifier') return specifier.exported.name
  return specifier.exported.type === 'StringLiteral' ? specifier.exported.value : specifier.exported.name
}
