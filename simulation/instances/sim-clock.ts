/** The clocks of one machine: the wall clock may be wrong and jump, the monotonic one may run fast or slow, or be suspended. */
import type { Clock } from '@everfresh/engine'
import type { Kernel } from '../kernel/kernel.ts'
import type { SimProcess } from './process.ts'

/** 2030-01-01T00:00:00Z, so that times in traces are easy to read. */
const startOfTime = 1_893_456_000_000

/** Timers of one machine, in true time; survives its processes. */
export class MachineClock {
  readonly kernel: Kernel
  /** How much faster than true time it runs: 1.01 gains 1 %. */
  readonly rate: number
  #wallOffset: number
  #suspendedMs = 0
  #suspendedAt: number | undefined

  constructor(
    kernel: Kernel,
    { rate = 1, wallOffset = 0 }: { readonly rate?: number; readonly wallOffset?: number } = {},
  ) {
    this.kernel = kernel
    this.rate = rate
    this.#wallOffset = wallOffset
  }

  now(): number {
    return Math.floor(startOfTime + this.kernel.now * this.rate + this.#wallOffset)
  }

  monotonic(): number {
    const running = (this.#suspendedAt ?? this.kernel.now) - this.#suspendedMs
    return running * this.rate
  }

  jump(ms: number): void {
    this.#wallOffset += ms
  }

  suspend(): void {
    this.#suspendedAt ??= this.kernel.now
  }

  resume(): void {
    if (this.#suspendedAt === undefined) return
    this.#suspendedMs += this.kernel.now - this.#suspendedAt
    this.#suspendedAt = undefined
  }
}

/** The clock that a process sees: its timers run only while it does. */
export class ProcessClock implements Clock {
  readonly #machine: MachineClock
  readonly #process: SimProcess
  #pending = 0

  constructor(machine: MachineClock, process: SimProcess) {
    this.#machine = machine
    this.#process = process
  }

  /** Timers that neither ran nor were cancelled. */
  get pendingTimers(): number {
    return this.#pending
  }

  now(): number {
    return this.#machine.now()
  }

  monotonic(): number {
    return this.#machine.monotonic()
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const machine = this.#machine
    const dueAt = machine.monotonic() + Math.max(0, delayMs)
    let isPending = true
    const end = (): void => {
      if (isPending) this.#pending--
      isPending = false
    }
    const wait = (): void => {
      const leftMs = dueAt - machine.monotonic()
      machine.kernel.after(leftMs / machine.rate, () => this.#process.enter(ring))
    }
    const ring = (): void => {
      if (!isPending) return
      // The machine was suspended meanwhile: its timers count running time only.
      if (machine.monotonic() < dueAt - 0.001) return wait()
      end()
      callback()
    }
    this.#pending++
    wait()
    return end
  }

  keepAlive(): () => void {
    return () => {}
  }
}
