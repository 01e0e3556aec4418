/** Wires the engine together. */
import { Backoff } from './backoff.ts'
import type { Coherence } from './coherence.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { emitTo } from './events.ts'
import { FallbackCopy } from './fallback-copy.ts'
import { FloorMap } from './floors.ts'
import { ImmediateCoherence } from './immediate-coherence.ts'
import { Invalidator } from './invalidation.ts'
import { LeaseCoherence } from './lease-coherence.ts'
import { Loads } from './loads.ts'
import { Lookups } from './lookup.ts'
import { Memory } from './memory.ts'
import type { Settings } from './options.ts'
import { settingsOf } from './options.ts'
import type { Parts } from './parts.ts'
import { Pending } from './pending.ts'
import { Regeneration } from './regeneration.ts'
import { Rendering } from './rendering.ts'
import { Repair } from './repair.ts'
import { Replica } from './replica.ts'
import { Revalidation } from './revalidation.ts'
import { schedulingOf } from './scheduling.ts'
import type { Slot } from './slot.ts'
import { StoreAccess } from './store-access.ts'
import { StoreTime } from './store-time.ts'
import { VisitorWait } from './visitor-wait.ts'
import { within } from './waiting.ts'
import { WorkUnderWay } from './work-under-way.ts'

const defaultGraceMs = 10_000

/** A closing engine waits no longer for the last copies to be written, ms. */
const longestFlushMs = 1_000

/**
 * Makes an engine over a store that is open already. Several engines may share one store; closing one leaves it to the others.
 *
 * @throws EngineError INVALID_OPTION that lists every problem
 */
export function createEngine<Context = unknown>(options: EngineOptions<Context>): Engine<Context> {
  return wire(partsOf(settingsOf(options)))
}

function wire<Context>(parts: Parts<Context>): Engine<Context> {
  const { breakers, access, coherence, fallback, memory, pending, scheduler, settings, time, work } = parts
  const regeneration = new Regeneration(parts, new Rendering(parts))
  const lookups = new Lookups(parts, regeneration, new VisitorWait(parts, regeneration))
  const invalidator = new Invalidator(parts)
  const revalidation = new Revalidation(parts, regeneration, invalidator)

  return {
    peek: (page, options) => lookups.peek(page, options),
    findNow: (page, options) => lookups.findNow(page, options),
    glance: (page) => lookups.glance(page),
    async get(page, options) {
      return lookups.peek(page, options) ?? (await lookups.answer(page, options, true))!
    },
    async find(page, options) {
      return lookups.peek(page, options) ?? lookups.answer(page, options, false)
    },
    revalidate: (page, options) => work.track(revalidation.revalidate(page, options)),
    invalidate: (selectors, kind) => work.track(invalidator.invalidate(selectors, kind)),
    together: (run) => coherence.together(run),
    now: () => time.now(),
    statistics: () => ({
      store: access.state,
      consistency: settings.consistency,
      memoryBytes: memory.bytes,
      memoryEntries: memory.entries,
      rendersUnderWay: scheduler.running,
      rendersQueued: scheduler.queued,
      brokenRoutes: breakers.broken(),
    }),
    async close(graceMs = defaultGraceMs) {
      await regeneration.close(graceMs)
      coherence.close()
      pending?.close()
      if (fallback) await within(settings.clock, longestFlushMs, fallback.close())
    },
  }
}

function partsOf<Context>(settings: Settings<Context>): Parts<Context> {
  const { clock, maxBackoffMs, random, store } = settings
  const emit = emitTo(settings.onEvent)
  const access = new StoreAccess(store, clock, random, emit)
  const time = new StoreTime(clock, store.coherence === 'lease')
  const floors = new FloorMap()
  const fallback = settings.fallback && new FallbackCopy(settings.fallback, floors, clock, random, emit)
  const copy = (to: FallbackCopy, slot: Slot): void => {
    // Only of what can be trusted it is known that nothing has reached it up to here.
    const isUnreached = memory.isTrusted(slot) && slot.soft <= slot.entry.asOf
    to.keep(slot.entry, Math.max(slot.entry.asOf, isUnreached ? replica.applied : 0))
  }
  const onVersion = fallback && ((slot: Slot) => copy(fallback, slot))
  const memory: Memory = new Memory(settings.memoryBytes, floors, time, emit, onVersion)
  const repair = new Repair({ access, memory, floors, fallback, clock, time, emit, coherence: () => coherence })
  const loads = new Loads(access, memory, repair)
  const replica = new Replica(memory, floors, (news) => {
    loads.forget()
    fallback?.note(news)
  })
  const { pendingInvalidations } = settings
  const pending = pendingInvalidations && new Pending(pendingInvalidations, access, memory, clock, emit)
  const onReturn = async (): Promise<void> => {
    await pending?.send()
    await repair.restoreUnpublished()
  }
  const coherence = coherenceOf(settings, access, replica, time, () => void onReturn())
  return {
    settings,
    time,
    emit,
    access,
    fallback,
    pending,
    floors,
    memory,
    loads,
    coherence,
    ...schedulingOf(settings, emit),
    backoff: new Backoff(maxBackoffMs, random),
    work: new WorkUnderWay(clock),
  }
}

function coherenceOf<Context>(
  settings: Settings<Context>,
  access: StoreAccess,
  replica: Replica,
  time: StoreTime,
  onReturn: () => void,
): Coherence {
  const { clock, instance, random, store } = settings
  if (store.coherence === 'immediate') return new ImmediateCoherence(access, replica, instance)
  // A process that replaces another one may have its name while that one still lives: nobody may acknowledge for the other.
  const member = `${instance}/${globalThis.crypto.randomUUID()}`
  return new LeaseCoherence(access, replica, member, { clock, time, random, onReturn })
}
