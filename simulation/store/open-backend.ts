/** Sets the store up that a plan is about. */
import { MachineClock } from '../instances/sim-clock.ts'
import { randomOf } from '../kernel/random.ts'
import type { World } from '../world/world.ts'
import type { Backend, StoreObserver } from './backend.ts'
import { Cluster } from './cluster/cluster.ts'
import { Folder } from './folder/folder.ts'
import { StoreServer } from './single/store-server.ts'

export function openBackend({ kernel, plan, subject }: World, observer: StoreObserver): Backend {
  const { logLimit, store, visibilityMs } = plan.circumstances
  const newClock = (): MachineClock => new MachineClock(kernel, {})
  if (store === 'cluster') {
    return new Cluster({ subject, clocks: { pages: newClock(), log: newClock() }, logLimit, observer })
  }
  const server = new StoreServer(subject, newClock(), logLimit, observer)
  return store === 'single' ? server : new Folder({ server, visibilityMs, random: randomOf(plan.seed, 'reads') })
}
