/** Up to which position of the log each tag and path was invalidated: as many as the limit allows, the newest. */
import { decodeRecord, encodeRecord, everything, highest, noFloors, raised } from '@everfresh/engine'
import type { Floors, LogEntry, LogPosition } from '@everfresh/engine'
import { rowsOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { numberKeyOf, tagKeyOf } from './keys.ts'
import { bufferOf } from './path-row.ts'

const everythingKey = tagKeyOf(everything)

/** The rows that an append changes: `undefined` for those that go. By the tag's key, as text. */
type Changes = Map<string, { readonly before: Floors | undefined; after: Floors | undefined }>

export class FloorTable {
  readonly #environment: Environment
  readonly #limit: number
  readonly #headOf: () => LogPosition

  /** `headOf` reads the log's head, for rows that are damaged. */
  constructor(environment: Environment, limit: number, headOf: () => LogPosition) {
    this.#environment = environment
    this.#limit = limit
    this.#headOf = headOf
  }

  /** The highest floors of `tags`, in the snapshot that the caller reads. */
  highestOf(tags: readonly string[], born: LogPosition): Floors {
    return highest(
      tags.map((tag) => this.#read(tagKeyOf(tag)) ?? noFloors),
      born,
    )
  }

  /** Reads what `entries` change, and returns the writes for the transaction that appends them. */
  raisedBy(entries: readonly LogEntry[]): () => void {
    const changes: Changes = new Map()
    for (const { tag, kind, floor } of entries) this.#raise(changes, tagKeyOf(tag), kind, floor)
    const orphans = this.#forgetOldest(changes, entries.length)
    return () => {
      for (const ageKey of orphans) void this.#environment.floorAges.remove(ageKey)
      for (const [name, change] of changes) this.#write(keyNamed(name), change)
    }
  }

  #raise(changes: Changes, key: Buffer, kind: LogEntry['kind'], floor: LogPosition): void {
    const name = nameOf(key)
    const known = changes.get(name)
    const before = known ? known.before : this.#read(key)
    changes.set(name, { before, after: raised(known?.after ?? before ?? noFloors, kind, floor) })
  }

  /**
   * Beyond the limit, the oldest become part of the floor of everything: what was made before them counts as invalidated.
   * That is more than was asked for, and only ever concerns the oldest pages. Returns ages that belong to no row.
   */
  #forgetOldest(changes: Changes, appended: number): Buffer[] {
    const added = [...changes.values()].filter(({ before }) => !before).length
    const excess = rowsOf(this.#environment.floors) + added - this.#limit
    if (excess <= 0) return []
    const orphans: Buffer[] = []
    // After the limit was lowered it takes several appends: none holds the lock of all processes for long.
    const limit = Math.min(excess, 2 * appended + 64)
    for (const each of this.#environment.floorAges.getKeys({ limit })) {
      const ageKey = Buffer.from(each)
      const key = ageKey.subarray(8)
      const name = nameOf(key)
      // What is raised just now is not old any more.
      if (changes.has(name)) continue
      const before = this.#read(key)
      if (!before || !ageKeyOf(before, key).equals(ageKey)) {
        orphans.push(ageKey)
        continue
      }
      changes.set(name, { before, after: undefined })
      this.#raise(changes, everythingKey, 'hard', before.soft)
    }
    return orphans
  }

  #write(
    key: Buffer,
    { before, after }: { readonly before: Floors | undefined; readonly after: Floors | undefined },
  ): void {
    const { floors, floorAges } = this.#environment
    if (after) void floors.put(key, bufferOf(encodeRecord(after)))
    else void floors.remove(key)
    if (key.equals(everythingKey) || before?.soft === after?.soft) return
    if (before) void floorAges.remove(ageKeyOf(before, key))
    if (after) void floorAges.put(ageKeyOf(after, key), present)
  }

  #read(key: Buffer): Floors | undefined {
    const bytes = this.#environment.glance(this.#environment.floors, key)
    if (!bytes) return undefined
    const floors = decodeRecord(bytes)?.document as Floors | undefined
    // Damaged: nobody knows what was declared old, so all that was made until now is.
    return floors ?? { soft: this.#headOf(), hard: 0 }
  }
}

const present = Buffer.of(1)

const ageKeyOf = ({ soft }: Floors, key: Buffer): Buffer => Buffer.concat([numberKeyOf(soft), key])

const nameOf = (key: Buffer): string => key.toString('latin1')
const keyNamed = (name: string): Buffer => Buffer.from(name, 'latin1')
