/** Judges what a site imports from `next`. */
import {
  compatModules,
  compiledImports,
  importName,
  otherwiseUnsupported,
  unsupportedImports,
} from '../compat/aliases.ts'
import type { Finding } from './finding.ts'
import type { ImportFact, SourceFacts } from './source-facts.ts'

/** @param sources Facts by file. */
export function examineImports(sources: ReadonlyMap<string, SourceFacts>): Finding[] {
  const supported = new Map<string, number>()
  const findings: Finding[] = []
  for (const [file, { imports, problem }] of sources) {
    if (problem)
      findings.push({ verdict: 'fails', file, line: problem.line, message: `cannot be read: ${problem.message}` })
    for (const fact of imports.filter(({ from }) => from === 'next' || from.startsWith('next/'))) {
      const name = importName(fact.from)
      const fault = faultOf(fact, name)
      if (fault === undefined) supported.set(name, (supported.get(name) ?? 0) + 1)
      else findings.push({ file, line: fact.line, ...fault })
    }
  }
  const names = [...supported].sort().map(([name, count]) => `${name} (${count})`)
  return names.length === 0 ? findings : [...findings, { verdict: 'works', message: `imports of ${names.join(', ')}` }]
}

function faultOf({ isType, isDefault }: ImportFact, name: string): Pick<Finding, 'verdict' | 'message'> | undefined {
  if (name === 'next' && isDefault && !isType) {
    const message = 'a custom server: there is no next() to start. Use "everfresh start", and API routes for the rest.'
    return { verdict: 'fails', message }
  }
  if (Object.hasOwn(compatModules, name) || Object.hasOwn(compiledImports, name)) return undefined
  const advice = unsupportedImports[name] ?? otherwiseUnsupported
  if (!isType) return { verdict: 'fails', message: `"${name}" is not supported. ${advice}` }
  return { verdict: 'differs', message: `the types of "${name}" are unknown; the import does nothing else.` }
}
