/** The command line: parses arguments, runs one command, and turns what went wrong into one readable message. */
import { Command } from 'commander'
import pc from 'picocolors'
import { everfreshVersion } from '../version.ts'
import type { BuildCommandOptions } from './build.ts'
import type { ExportCommandOptions } from './export.ts'
import { listening, type ListenOptions } from './listen-options.ts'
import { severalInstances } from './start/instances-option.ts'
import type { StartOptions } from './start/start.ts'

/** @returns the exit code. Servers resolve when they were stopped. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = createProgram((code) => void (exitCode = code))
  // Render threads and timers do not keep a process alive, so that they cannot keep one from ending; the command does.
  const alive = setInterval(() => {}, 2 ** 30)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    process.stderr.write(`${pc.red('✗')} ${messageOf(error)}\n`)
    return 1
  } finally {
    clearInterval(alive)
  }
}

/** @param exitWith For commands that end in order and still have bad news. */
function createProgram(exitWith: (code: number) => void): Command {
  const program = new Command('everfresh')
    .description('Self-hosted Incremental Static Regeneration for React.')
    .version(everfreshVersion)
    .showHelpAfterError()

  // Each command is loaded when it is asked for: `start` must not pay for loading the bundler.
  listening(
    program.command('dev [directory]'),
    'Develop a site: changes show at once, data functions run on every request.',
  ).action(async (directory: string | undefined, options: ListenOptions) =>
    (await import('./dev.ts')).dev(directory, options),
  )
  program
    .command('build [directory]')
    .description('Build a site into a new deployment, and activate it.')
    .option(
      '--fresh',
      'generate every page, also those of a build that was killed, and those that reuseUnchanged would reuse',
    )
    .action(async (directory: string | undefined, options: BuildCommandOptions) =>
      (await import('./build.ts')).build(directory, options),
    )
  severalInstances(listening(program.command('start [directory]'), 'Serve the active deployment.')).action(
    async (directory: string | undefined, options: StartOptions) =>
      (await import('./start/start.ts')).start(directory, options),
  )
  program
    .command('deployments [directory]')
    .description('List the builds of a site, newest first.')
    .action(async (directory?: string) => (await import('./deployments.ts')).deployments(directory))
  program
    .command('rollback [id]')
    .description('Activate an earlier deployment: the one named, or the one that was active before.')
    .option('-d, --directory <directory>', 'the site', '.')
    .action(async (id: string | undefined, options: { directory: string }) =>
      (await import('./deployments.ts')).rollback(options.directory, id),
    )
  program
    .command('doctor [directory]')
    .description('Read a Next.js site and tell what will work, what differs and what will not, with file and line.')
    .action(async (directory?: string) => exitWith(await (await import('./doctor.ts')).doctor(directory)))
  program
    .command('export [directory]')
    .description('Build a site as files that any static host can serve.')
    .option('-o, --output <directory>', 'folder to write, relative to the site; replaced when it is there', 'out')
    .action(async (directory: string | undefined, options: ExportCommandOptions) =>
      (await import('./export.ts')).exportCommand(directory, options),
    )
  program
    .command('init [directory]')
    .description('Prepare a site: what its tsconfig.json, .gitignore and package.json need.')
    .action(async (directory?: string) => (await import('./init.ts')).init(directory))
  return program
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { code?: unknown }
  // Our own errors say what to do next; anything else needs its stack to be understood.
  return typeof code === 'string' && /^[A-Z_]+$/.test(code)
    ? `${error.message} (${code})`
    : (error.stack ?? error.message)
}
