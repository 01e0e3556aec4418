/** `everfresh start`: serves the active deployment in this process, or in several that it looks after. */
import { placeOf, placeVariable } from '../../instances/place.ts'
import type { ListenOptions } from '../listen-options.ts'
import { openConfiguration } from '../open-configuration.ts'

export interface StartOptions extends ListenOptions {
  /** Goes before what is configured. */
  readonly instances?: number | 'max'
}

export async function start(directory: string | undefined, options: StartOptions): Promise<void> {
  const startedAt = performance.now()
  const environment = { ...process.env }
  const told = placeOf(process.env[placeVariable])
  const place = told && (await isWorker()) ? told : undefined
  const configuration = await openConfiguration(directory, 'production', place === undefined)
  const instances = options.instances ?? configuration.settings.instances
  // A process manager that starts several of these decides itself how many there are.
  if (instances === undefined || (await isWorker())) {
    return (await import('./serve.ts')).serve(configuration, options, place, startedAt)
  }
  // It renders nothing and keeps nothing: it should not pay for what does.
  return (await import('./supervise.ts')).supervise(configuration, { ...options, instances, environment, startedAt })
}

/** Loads `node:cluster`, which a process that is alone does without. */
const isWorker = async (): Promise<boolean> => (await import('node:cluster')).default.isWorker
