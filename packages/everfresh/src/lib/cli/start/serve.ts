/** One serving process: the composition root. */
import { availableParallelism } from 'node:os'
import type { SiteSettings } from '../../config/site-settings.ts'
import { layoutOf } from '../../deployments/layout.ts'
import { type Place, threadsOfInstance } from '../../instances/place.ts'
import { reportToSupervisor } from '../../instances/report.ts'
import { createLogger } from '../../serve/logger.ts'
import { serveSite } from '../../serve/serve-site.ts'
import type { ListenOptions } from '../listen-options.ts'
import type { OpenedConfiguration } from '../open-configuration.ts'
import { surviveStrayErrors } from '../stray-errors.ts'
import { untilStopped } from '../until-stopped.ts'
import { sayReady, warn } from './say.ts'
import { openFallback, openHttpStore, openImageStore, openPending, openStore, type StoreChoice } from './stores.ts'

/** How long an instance whose place was taken waits for what still comes over connections that are idle, ms. */
const lingerMs = 5_000

/** @param place Which of several this is, if it is one of several. */
export async function serve(
  { root, settings }: OpenedConfiguration,
  { port, hostname }: ListenOptions,
  place: Place | undefined,
  startedAt: number,
): Promise<void> {
  let isReplaced = false
  const ready =
    place &&
    reportToSupervisor(() => {
      isReplaced = true
      process.emit('SIGTERM', 'SIGTERM')
    })
  const layout = layoutOf(root, settings.distDir)
  const choice: StoreChoice = { settings, layout, warn: isFirst(place) ? warn : () => {} }
  const served = await serveSite({
    layout,
    settings: place ? sharedOut(settings, place) : settings,
    port,
    ...(hostname !== undefined && { hostname }),
    ...(place && { instance: place.number }),
    openStore: () => openStore(choice),
    openFallback: () => openFallback(choice),
    openPending: (of) => openPending(choice, of, place?.number),
    openHttpStore: () => openHttpStore(choice),
    openImageStore: () => openImageStore(choice),
  })
  const { log } = createLogger(place?.number)
  surviveStrayErrors((err, what) => log.error({ err }, what))
  if (ready) ready()
  else sayReady(served.url, startedAt)
  // One of several hears of it from the terminal and from its supervisor, which ends it when somebody is in a hurry.
  const now = place ? () => 0 : undefined
  await untilStopped(() => served.close(isReplaced ? lingerMs : 0), process, now)
}

/** What is counted by processor is shared; what is counted by process is each one's own. */
function sharedOut(settings: SiteSettings, { count }: Place): SiteSettings {
  const threads = settings.renderer.threads ?? threadsOfInstance(count, availableParallelism())
  return threads === undefined ? settings : { ...settings, renderer: { ...settings.renderer, threads } }
}

/** What is so for all is said by one. */
const isFirst = (place: Place | undefined): boolean => place === undefined || place.number === 1
