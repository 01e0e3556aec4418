/** What really happened so far: what rules compare answers with. */
import type { Fault, RevalidationCall, Visit } from './events.ts'

/** After a fault, circuit breakers open for another try and leases are renewed within this, ms. */
const recoveryMs = 6_000

export class Truth {
  readonly faults: Fault[] = []
  /** From when on everything has to be as if nothing had happened. */
  restedAt = Infinity
  /** When the store last lost what it had acknowledged. */
  lostAt = -Infinity
  /** Latest last; those that overlap are one. */
  readonly #busy: { readonly startedAt: number; endedAt: number }[] = []
  readonly #promised = new Map<string, number>()
  readonly #calls = new Map<string, number>()

  /** The data's version that a resolved revalidation of `path` promised to everybody who comes now. */
  promised(path: string): number {
    return this.#promised.get(path) ?? 0
  }

  promise({ path, version }: RevalidationCall): void {
    this.#promised.set(path, Math.max(version, this.promised(path)))
  }

  /** How often `path` was asked to be revalidated. */
  revalidations(path: string): number {
    return this.#calls.get(path) ?? 0
  }

  countRevalidation(path: string): void {
    this.#calls.set(path, this.revalidations(path) + 1)
  }

  /** Whether `run` was dead or frozen during the visit, so that nobody can expect an answer from it. */
  wasAway({ run, startedAt }: Pick<Visit, 'run' | 'startedAt'>, endedAt: number): boolean {
    return this.faults.some((fault) => fault.on === run && fault.startedAt <= endedAt && fault.endedAt >= startedAt)
  }

  /** Whether what was shown at `at` may be gone with what the store has lost: instances notice that after a while. */
  mayBeLost(at: number): boolean {
    return at < this.lostAt + recoveryMs
  }

  noteBusy(startedAt: number, endedAt: number): void {
    const last = this.#busy.at(-1)
    if (last && last.endedAt >= startedAt) last.endedAt = endedAt
    else this.#busy.push({ startedAt, endedAt })
  }

  /** Whether processes had to wait for their turn at some time since `from`. */
  wasBusy(from: number): boolean {
    return this.#busy.some(({ endedAt }) => endedAt >= from)
  }

  /** How long processes had to wait for their turn, ms in all. */
  get busyMs(): number {
    return this.#busy.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0)
  }

  /** Whether something was broken lately that `run` depends on; without `run`, anything at all. */
  isTroubled(from: number, to: number, run?: string): boolean {
    const overlaps = ({ startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number }): boolean =>
      startedAt <= to && endedAt + recoveryMs >= from
    const isBroken = this.faults.some(
      (fault) => (run === undefined || fault.on === run || fault.on === 'store') && overlaps(fault),
    )
    return isBroken || this.#busy.some(overlaps)
  }
}
