/** `npm run bench -- <name>`: measures Everfresh beside its peers, in one run, and prints every figure beside its target. */
import { mkdir, writeFile } from 'node:fs/promises'
import { benches } from './benches.ts'
import { type CommandLine, readCommandLine, usage, WrongUsage } from './command-line.ts'
import { openMachine } from './machine.ts'
import { tell } from './progress.ts'
import { figuresTable, markdownOf } from './report/markdown.ts'
import { type StoredResult, storedResults, storeResult } from './report/stored-result.ts'
import { benchDirectory, trustPreparation } from './requirements.ts'
import { type Failure, runBenches } from './run-benches.ts'

const names = Object.keys(benches)

async function main({ benches: chosen, options, json, noisy, prepared }: CommandLine): Promise<void> {
  if (prepared) trustPreparation()
  await mkdir(`${benchDirectory}peers`, { recursive: true })
  const results: StoredResult[] = []
  const machine = await openMachine()
  const measured = async (result: StoredResult): Promise<void> => {
    results.push(result)
    show(result)
    // A first look is not worth a place in the report.
    if (!options.quick) await renewReport(result)
    if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`)
  }
  try {
    const run = { benches: chosen.map((name) => [name, benches[name]!] as const), options, machine, noisy, measured }
    const failures = await runBenches(run)
    if (results.length > 1) process.stdout.write(`\nAll figures\n\n${figuresTable(results)}\n`)
    if (results.length > 0 && !options.quick) process.stdout.write('\nThe report is in bench/RESULTS.md.\n')
    if (failures.length > 0) process.exitCode = 1
    for (const failure of failures) explain(failure)
  } finally {
    await machine.close()
  }
}

function show({ name, report, objections, verdicts }: StoredResult): void {
  tell('')
  process.stdout.write(`\n${name}\n\n${report}\n\n${figuresTable([{ name, verdicts }])}\n`)
  if (objections.length > 0) process.stdout.write(`\nCompared on a noisy machine: ${objections.join('; ')}.\n`)
}

function explain(failure: Failure): void {
  const { name } = failure
  if (failure.kind === 'failed') {
    const { error } = failure
    process.stderr.write(
      `\n${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return
  }
  process.stdout.write(`\n${name}: nothing is compared, because ${failure.objections.join('; ')}.\n`)
  process.stdout.write('Run it again when the machine is quiet, or with --noisy to compare all the same.\n')
}

async function renewReport(result: StoredResult): Promise<void> {
  const folder = `${benchDirectory}results`
  await storeResult(folder, result)
  const all = await storedResults(folder)
  const inOrder = all.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
  await writeFile(`${benchDirectory}RESULTS.md`, markdownOf(inOrder))
}

// Servers under measurement end with the bench, whatever ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const args = process.argv.slice(2)
try {
  if (args.includes('--help')) process.stdout.write(`${usage(names)}\n`)
  else await main(readCommandLine(args, names))
} catch (error) {
  if (error instanceof WrongUsage) process.stderr.write(`${error.message}\n\n${usage(names)}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
