/** Judges the files under `pages/`: what they export, and what they ask for. */
import { relative, sep } from 'node:path'
import { EverfreshError } from '../errors.ts'
import { readPageExports } from '../routes/page-exports.ts'
import { problemsOfPage } from '../routes/page-rules.ts'
import { parsePattern, type Pattern } from '../routes/pattern.ts'
import { scanPages } from '../routes/scan.ts'
import type { Finding, Source } from './finding.ts'
import { factsOf, type SourceFacts } from './source-facts.ts'

interface PageFile {
  readonly pattern: Pattern
  readonly file: string
  readonly kind: 'page' | 'api'
}

const dataFunctions = ['getServerSideProps', 'getStaticPaths', 'getStaticProps', 'getInitialProps'] as const

/**
 * @param root Absolute path of the site.
 * @param extensions The configuration's `pageExtensions`.
 * @param read Returns a source by its path relative to the site.
 */
export async function examinePages(
  root: string,
  extensions: readonly string[],
  read: (file: string) => Promise<Source>,
): Promise<Finding[]> {
  try {
    const files = await pageFiles(root, extensions)
    const findings: Finding[] = []
    for (const page of files) findings.push(...examinePage(page, await read(page.file)))
    const count = (kind: PageFile['kind']) => files.filter((page) => page.kind === kind).length
    return [...findings, { verdict: 'works', message: `${count('page')} pages and ${count('api')} API routes` }]
  } catch (error) {
    if (!(error instanceof EverfreshError)) throw error
    return [{ verdict: 'fails', message: error.message }]
  }
}

async function pageFiles(root: string, extensions: readonly string[]): Promise<PageFile[]> {
  const { routes, special } = await scanPages(root, extensions)
  const errorPages = Object.entries({ '/404': special.notFound, '/500': special.internalError })
  const found = errorPages.flatMap(([source, file]) =>
    file === undefined ? [] : [{ pattern: parsePattern(source), file, kind: 'page' as const }],
  )
  return [...routes, ...found].map((page) => ({ ...page, file: relative(root, page.file).split(sep).join('/') }))
}

function examinePage({ pattern, file, kind }: PageFile, source: Source): Finding[] {
  const facts = factsOf(source)
  // Whoever reads imports says that a file cannot be read.
  if (facts.problem) return []
  const fails = (line: number, message: string): Finding => ({ verdict: 'fails', file, line, message })
  const ofConfig = examineConfig(facts, kind).map((finding) => ({ file, ...finding }))
  const renamed = facts.properties.get('unstable_revalidate')
  if (kind === 'api') return ofConfig
  const ofOption =
    renamed === undefined ? [] : [fails(renamed, '"unstable_revalidate" has no effect: its name is "revalidate".')]
  return [...problems(), ...ofOption, ...ofConfig]

  function problems(): Finding[] {
    try {
      const exports = readPageExports(source.code, file)
      return problemsOfPage(exports, pattern, 'build').map((problem) => fails(lineOfProblem(problem, facts), problem))
    } catch (error) {
      return [fails(facts.names.get('*') ?? 1, (error as Error).message)]
    }
  }
}

/** Where the function stands that the sentence is about; a missing one is missed by another. */
function lineOfProblem(problem: string, { names }: SourceFacts): number {
  const there = dataFunctions.filter((name) => names.has(name))
  const meant = there.find((name) => problem.includes(name)) ?? there[0]
  return (meant && names.get(meant)) ?? 1
}

function examineConfig({ config }: SourceFacts, kind: PageFile['kind']): Finding[] {
  const findings: Finding[] = []
  const runtime = config.get('runtime')
  if (runtime && ['edge', 'experimental-edge'].includes(String(runtime.value))) {
    const message =
      kind === 'api'
        ? 'edge API routes take a Request and return a Response; here they get Node.js requests and responses.'
        : 'the edge runtime does not exist here; the page is rendered by Node.js.'
    findings.push({ verdict: kind === 'api' ? 'fails' : 'differs', line: runtime.line, message })
  }
  const amp = config.get('amp')
  if (amp)
    findings.push({
      verdict: 'fails',
      line: amp.line,
      message: 'AMP was removed from Next.js as well; the page is an ordinary one.',
    })
  const script = config.get('unstable_runtimeJS')
  if (script)
    findings.push({ verdict: 'differs', line: script.line, message: 'the page gets its scripts all the same.' })
  return findings
}
