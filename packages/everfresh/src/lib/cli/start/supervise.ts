/** `everfresh start --instances N`: processes of this command that share a port, and one that looks after them. */
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { listen } from '@everfresh/server'
import pc from 'picocolors'
import { layoutOf } from '../../deployments/layout.ts'
import { activeManifest } from '../../deployments/deployments.ts'
import { instancesShareNothing } from '../../instances/errors.ts'
import { placeVariable, textOfPlace } from '../../instances/place.ts'
import { Supervisor } from '../../instances/supervisor.ts'
import { createLogger } from '../../serve/logger.ts'
import type { OpenedConfiguration } from '../open-configuration.ts'
import { surviveStrayErrors } from '../stray-errors.ts'
import { untilStopped } from '../until-stopped.ts'
import { sayReady } from './say.ts'
import type { StartOptions } from './start.ts'

export interface SuperviseOptions extends StartOptions {
  readonly instances: number | 'max'
  /** As it was before anything was read into it: what instances read may have changed since. */
  readonly environment: NodeJS.ProcessEnv
  readonly startedAt: number
}

export async function supervise({ root, settings }: OpenedConfiguration, options: SuperviseOptions): Promise<void> {
  const count = options.instances === 'max' ? availableParallelism() : options.instances
  if (count > 1 && settings.store.type === 'memory') throw instancesShareNothing(count)
  // What is wrong for all is better said once.
  await activeManifest(layoutOf(root, settings.distDir))
  const { url, port, address } = await freePort(options)
  // Every instance takes connections from one queue, which stays when one of them goes (decisions/043).
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ args: ['start', root, '-p', String(port), '-H', address] })
  const { log } = createLogger()
  surviveStrayErrors((err, what) => log.error({ err }, what))
  const supervisor = new Supervisor({
    count,
    unresponsiveMs: settings.limits.unresponsiveMs ?? 10_000,
    log,
    fork: (number) =>
      cluster.fork({ ...restored(options.environment), [placeVariable]: textOfPlace({ number, count }) }),
  })
  const stopped = untilStopped(() => supervisor.stop())
  process.on('SIGHUP', () => void replaceAll(supervisor))
  const isRunning = await supervisor.start()
  if (isRunning) sayReady(url, options.startedAt, `, ${count} ${count === 1 ? 'instance' : 'instances'}`)
  await stopped
}

async function replaceAll(supervisor: Supervisor): Promise<void> {
  if (await supervisor.replaceAll()) process.stdout.write(`${pc.green('✓')} Every instance was replaced\n`)
}

/** The port that all instances will listen on. @throws ServerError PORT_TAKEN, LISTEN_FAILED */
async function freePort({ port, hostname }: StartOptions): Promise<{ url: string; port: number; address: string }> {
  const probe = createServer()
  const url = await listen(probe, port, hostname)
  const chosen = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return { url, port: chosen.port, address: hostname ?? chosen.address }
}

/** The environment of a child is this process's own but for what is said here; undefined takes away. */
const restored = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.keys({ ...process.env, ...environment }).map((name) => [name, environment[name]]))
