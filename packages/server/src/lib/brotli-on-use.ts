/**
 * Brotli for bodies that are asked for often: some 15 % smaller than what a render made, and worth its time for no others
 * (decision 016). Made off the serving thread, one body at a time, and kept in memory beside the version.
 */
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)

/** Above it nothing gets smaller worth mentioning, until 11, which takes as long as fifty renders. */
const quality = 5

/** What is known of one body. It refers to nothing else of its version, which may be gone from memory. */
export interface BrotliUse {
  /** Undefined until they are made, and after they made room for others. */
  bytes: Uint8Array | undefined
  /** How often somebody would have got them. */
  wanted: number
}

export interface BrotliOnUseOptions {
  /** Memory for all of them, bytes; 0: none are made. */
  readonly maxBytes: number
  /** A body is worth it once it was wanted so often. Default 100. */
  readonly worthAfter?: number
}

export class BrotliOnUse {
  readonly #maxBytes: number
  readonly #worthAfter: number
  /** The oldest first. */
  readonly #made = new Set<BrotliUse>()
  #bytes = 0
  #isBusy = false

  constructor({ maxBytes, worthAfter = 100 }: BrotliOnUseOptions) {
    this.#maxBytes = maxBytes
    this.#worthAfter = worthAfter
  }

  get makesAny(): boolean {
    return this.#maxBytes > 0
  }

  /**
   * Notes that somebody who prefers brotli got something else.
   *
   * @param body Uncompressed.
   * @param atMost Bytes that it has to be smaller than, to be worth anything.
   */
  note(use: BrotliUse, body: Uint8Array, atMost: number): void {
    if (++use.wanted < this.#worthAfter || this.#isBusy) return
    this.#isBusy = true
    void this.#make(use, body, atMost).finally(() => (this.#isBusy = false))
  }

  async #make(use: BrotliUse, body: Uint8Array, atMost: number): Promise<void> {
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength }
    // What cannot be compressed goes on without.
    const bytes = await compress(body, { params }).catch(() => undefined)
    if (bytes === undefined || bytes.byteLength >= Math.min(atMost, this.#maxBytes)) {
      use.wanted = -Infinity
      return
    }
    // In memory of its own: the library's block is larger.
    use.bytes = new Uint8Array(bytes)
    this.#made.add(use)
    this.#bytes += use.bytes.byteLength
    this.#makeRoom()
  }

  #makeRoom(): void {
    for (const oldest of this.#made) {
      if (this.#bytes <= this.#maxBytes) return
      this.#made.delete(oldest)
      this.#bytes -= oldest.bytes?.byteLength ?? 0
      oldest.bytes = undefined
      oldest.wanted = 0
    }
  }
}
