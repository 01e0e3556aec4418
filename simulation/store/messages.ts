/** Calls of the store: each is a message there and a message back, and either may be late or lost. */
import type { Cursor, Entry, Lease } from '@everfresh/engine'
import type { SimProcess } from '../instances/process.ts'
import type { Part } from '../plan/plan.ts'
import type { Network, Way } from './network.ts'

export interface MessageEnds {
  /** For the trace. */
  readonly name: string
  readonly on: number
  readonly process: SimProcess
  readonly network: Network
  /** Why that part of the store does not answer, if it does not. */
  trouble(part: Part): 'refuses' | 'silent' | undefined
  /** Told when a message is lost, refused, or slower than `slowMs`. */
  onTrouble(): void
}

export class Messages {
  readonly #ends: MessageEnds
  #sent = 0

  constructor(ends: MessageEnds) {
    this.#ends = ends
  }

  get sent(): number {
    return this.#sent
  }

  /** Executes `body` where `part` of the store is, and resolves to its answer. Never, if that gets lost. */
  call<T>(part: Part, name: string, body: () => T): Promise<T> {
    const { process, trouble } = this.#ends
    const { kernel } = process
    this.#sent++
    return new Promise((resolve, reject) => {
      this.#send(part, name, 'there', reject, () => {
        const why = trouble(part)
        if (why) return this.#fail(name, why === 'refuses', reject)
        const value = body()
        kernel.trace.note(kernel.now, () => `${this.#ends.name} → ${name}: ${described(value)}`)
        this.#send(part, name, 'back', reject, () => process.enter(() => resolve(value)))
      })
    })
  }

  #send(part: Part, name: string, way: Way, reject: (error: Error) => void, arrive: () => void): void {
    const { network, on, process, onTrouble } = this.#ends
    const fate = network.fateOf(on, way, part)
    if (fate.kind !== 'arrives') return this.#fail(name, fate.kind === 'refused', reject)
    if (fate.afterMs > slowMs) onTrouble()
    process.kernel.after(fate.afterMs, arrive)
  }

  /** The caller is told, or left waiting. */
  #fail(name: string, isTold: boolean, reject: (error: Error) => void): void {
    const { process, onTrouble } = this.#ends
    const { kernel } = process
    onTrouble()
    kernel.trace.note(kernel.now, () => `${this.#ends.name} – ${name}: ${isTold ? 'refused' : 'lost'}`)
    if (isTold) kernel.after(0.2, () => process.enter(() => reject(new Error('connection refused'))))
  }
}

/** Below the shortest deadline, both ways together. */
const slowMs = 40

/** Without nonces, which differ from run to run. */
function described(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.map(described).join(', ')
  const { kind, position, name, acknowledged, entries, lease, entry, head, members } = value as Record<string, unknown>
  if (Array.isArray(members)) return members.map(described).join(', ')
  // Behind the slash there is a random id.
  const words = [kind, position, typeof name === 'string' ? name.split('/')[0] : name, acknowledged]
  if (Array.isArray(entries)) words.push(`${entries.length} entries`)
  if (lease) words.push(`${(lease as Lease).token} as of ${(lease as Lease).asOf}`)
  if (entry) words.push(`version ${(entry as Entry).version} as of ${(entry as Entry).asOf}`)
  if (head) words.push(`head ${(head as Cursor).position ?? head}`)
  return words.filter((word) => word !== undefined).join(' ')
}
