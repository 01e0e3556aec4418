/** A connection without a network: what it brings is cut where the test says, and what it takes is kept. */
import { Duplex } from 'node:stream'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

export class Wire extends Duplex {
  /** What the server has sent. One character per byte. */
  received = ''
  readonly #isSlow: boolean

  /** @param isSlow Takes what it is sent a while later, as when a client reads slowly. */
  constructor(isSlow: boolean) {
    super({ allowHalfOpen: true })
    this.#isSlow = isSlow
    this.on('error', () => {})
  }

  /** What sockets have and streams have not. Time does not pass here. */
  setTimeout(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.received += chunk.toString('latin1')
    if (this.#isSlow) setImmediate(() => setImmediate(done))
    else done()
  }

  /** One packet arrives, and everything that is done for it at once is done. */
  async bring(piece: string): Promise<void> {
    if (this.destroyed) return
    this.push(Buffer.from(piece, 'latin1'))
    await turn()
  }

  /**
   * Resolves when the server has done everything that it can do without hearing more.
   *
   * @param release Lets a handler that is held up go on; false where none is.
   */
  async settle(release: () => boolean): Promise<void> {
    // Slow answers may end with an empty write, which nothing shows.
    const enough = this.#isSlow ? 6 : 3
    for (let quiet = 0, before = -1; quiet < enough && !this.destroyed;) {
      await turn()
      const isQuiet = before === this.received.length && this.writableLength === 0
      before = this.received.length
      quiet = isQuiet ? quiet + 1 : 0
      if (quiet === enough && release()) quiet = 0
    }
  }

  /** The client says that nothing follows. */
  async hangUp(release: () => boolean): Promise<void> {
    if (this.destroyed) return
    this.push(null)
    await this.settle(release)
    this.destroy()
  }
}
