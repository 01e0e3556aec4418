/** Which exports of a page go together. */
import { EverfreshError } from '../errors.ts'
import type { Pattern } from './pattern.ts'

type DataFunction = 'getStaticProps' | 'getStaticPaths' | 'getServerSideProps'

/** What a page module exports, read from its source or from the running module. */
export interface PageExports {
  readonly default: boolean
  readonly getStaticProps: boolean
  readonly getStaticPaths: boolean
  readonly getServerSideProps: boolean
  readonly config: boolean
  /** Whether the component has one. Reading the source does not see through wrappers; reading the module does. */
  readonly getInitialProps: boolean
  /** Data functions set on the component, where they have no effect. */
  readonly attached: readonly DataFunction[]
}

/** Where a page's props come from. */
export type DataKind = 'static' | 'server' | 'none'

export function dataKindOf(exports: Pick<PageExports, 'getStaticProps' | 'getServerSideProps'>): DataKind {
  if (exports.getStaticProps) return 'static'
  return exports.getServerSideProps ? 'server' : 'none'
}

/** Reads what a loaded page module exports. */
export function exportsOfModule(module: Readonly<Record<string, unknown>>): PageExports {
  const component = isComponent(module['default'])
    ? (module['default'] as unknown as Record<string, unknown>)
    : undefined
  const names: readonly DataFunction[] = ['getStaticProps', 'getStaticPaths', 'getServerSideProps']
  return {
    default: component !== undefined,
    getStaticProps: Boolean(module['getStaticProps']),
    getStaticPaths: Boolean(module['getStaticPaths']),
    getServerSideProps: Boolean(module['getServerSideProps']),
    config: module['config'] !== undefined,
    getInitialProps: Boolean(component?.['getInitialProps']),
    attached: names.filter((name) => component?.[name]),
  }
}

/** A function or class, or what `memo`, `lazy` and `forwardRef` return. */
function isComponent(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && '$$typeof' in value)
}

/** Returns every sentence that is wrong with the exports of a page (B75, B165); empty when they go together. */
export function problemsOfPage(
  exports: PageExports,
  { source: page, isDynamic }: Pattern,
  mode: 'build' | 'dev',
): string[] {
  return [
    ...problemsOfComponent(exports, page),
    ...problemsOfMixing(exports),
    ...problemsOfPaths(exports, page, isDynamic, mode),
  ]
}

function problemsOfComponent(exports: PageExports, page: string): string[] {
  const problems = exports.attached.map(
    (name) => `page ${page} ${name} can not be attached to a page's component and must be exported from the page.`,
  )
  if (!exports.default) problems.push(`The default export is not a React Component in page: "${page}"`)
  if ((page === '/404' || page === '/500') && (exports.getServerSideProps || exports.getInitialProps)) {
    problems.push(`\`pages${page}\` can not have getInitialProps/getServerSideProps`)
  }
  return problems
}

function problemsOfMixing({
  getStaticProps,
  getStaticPaths,
  getServerSideProps,
  getInitialProps,
}: PageExports): string[] {
  const problems: string[] = []
  if (getInitialProps && getStaticProps) {
    problems.push('You can not use getInitialProps with getStaticProps. To use SSG, please remove your getInitialProps')
  }
  if (getInitialProps && getServerSideProps) {
    problems.push('You can not use getInitialProps with getServerSideProps. Please remove getInitialProps.')
  }
  if (getServerSideProps && (getStaticProps || getStaticPaths)) {
    problems.push(
      'You can not use getStaticProps or getStaticPaths with getServerSideProps. To use SSG, please remove getServerSideProps',
    )
  }
  return problems
}

function problemsOfPaths(exports: PageExports, page: string, isDynamic: boolean, mode: 'build' | 'dev'): string[] {
  const { getStaticProps, getStaticPaths } = exports
  if (getStaticProps && isDynamic && !getStaticPaths) {
    return [`getStaticPaths is required for dynamic SSG pages and is missing for '${page}'.`]
  }
  if (getStaticPaths && !getStaticProps) {
    return [
      `getStaticPaths was added without a getStaticProps in ${page}. Without getStaticProps, getStaticPaths does nothing`,
    ]
  }
  if (!getStaticPaths || isDynamic) return []
  return mode === 'dev'
    ? [`getStaticPaths is only allowed for dynamic SSG pages and was found on '${page}'.`]
    : [`getStaticPaths can only be used with dynamic pages, not '${page}'.`]
}

/**
 * Checks one page.
 *
 * @throws EverfreshError `INVALID_PAGE_EXPORTS` with every problem of it, one per line.
 */
export function checkPage(exports: PageExports, pattern: Pattern, mode: 'build' | 'dev'): void {
  const problems = problemsOfPage(exports, pattern, mode)
  if (problems.length > 0) throw new EverfreshError('INVALID_PAGE_EXPORTS', problems.join('\n'))
}
