/** `npm run bench -- <name>`: measures Everfresh beside its peers, in one run, and prints every figure beside its target. */
import { mkdir, writeFile } from 'node:fs/promises'
import { benches } from './benches.ts'
import { type CommandLine, readCommandLine } from './command-line.ts'
import { machineText, objectionsTo, openMachine } from './machine.ts'
import { tell } from './progress.ts'
import { markdownOf, rowOf } from './report/markdown.ts'
import { type StoredResult, storedResults, storeResult } from './report/stored-result.ts'
import { benchDirectory, trustPreparation } from './requirements.ts'
import { tableOf } from './table.ts'

const names = Object.keys(benches)

async function main(line: CommandLine): Promise<void> {
  if (line.prepared) trustPreparation()
  await mkdir(`${benchDirectory}peers`, { recursive: true })
  const results = await runAll(line)
  if (line.json !== undefined) await writeFile(line.json, `${JSON.stringify(results, null, 2)}\n`)
  // A first look is not worth a place in the report.
  if (!line.options.quick && results.length > 0) await renewReport(results)
}

/** What could be compared. */
async function runAll({ benches: chosen, options, noisy }: CommandLine): Promise<StoredResult[]> {
  const results: StoredResult[] = []
  const machine = await openMachine()
  try {
    for (const name of chosen) {
      const result = await benches[name]!({ ...options, machine })
      tell('')
      const noise = machine.takeNoise()
      const objections = noise === undefined ? [] : objectionsTo(noise)
      if (objections.length > 0 && !noisy) {
        refuse(name, objections)
        continue
      }
      const on = new Date().toISOString().slice(0, 10)
      const stored: StoredResult = { ...result, on, machine: machineText(), noise, objections }
      results.push(stored)
      show(stored)
    }
  } finally {
    await machine.close()
  }
  return results
}

function refuse(name: string, objections: readonly string[]): void {
  process.exitCode = 1
  process.stdout.write(`\n${name}: nothing is compared, because ${objections.join('; ')}.\n`)
  process.stdout.write('Run it again when the machine is quiet, or with --noisy to compare all the same.\n')
}

function show({ name, report, objections, verdicts }: StoredResult): void {
  const verdictTable = tableOf(['figure', 'measured', 'target', ''], verdicts.map(rowOf))
  process.stdout.write(`\n${name}\n\n${report}\n\n${verdictTable}\n`)
  if (objections.length > 0) process.stdout.write(`\nCompared on a noisy machine: ${objections.join('; ')}.\n`)
}

async function renewReport(results: readonly StoredResult[]): Promise<void> {
  const folder = `${benchDirectory}results`
  for (const result of results) await storeResult(folder, result)
  const all = await storedResults(folder)
  const inOrder = all.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
  await writeFile(`${benchDirectory}RESULTS.md`, markdownOf(inOrder))
  process.stdout.write('\nThe report is in bench/RESULTS.md.\n')
}

// Servers under measurement end with the bench, whatever ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  await main(readCommandLine(process.argv.slice(2), names))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
