/** Memory that values are put into one after the other: for those who are done with one before they ask for the next. */

/** A larger value gets memory of its own: this much is kept for good. */
const mostKept = 1024 * 1024

export class Scratch {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024)

  /** The same bytes, until the next call. */
  put(value: Uint8Array): Uint8Array {
    const { byteLength } = value
    if (byteLength > mostKept) return new Uint8Array(value)
    if (byteLength > this.#bytes.byteLength) this.#bytes = Buffer.allocUnsafeSlow(2 * byteLength)
    this.#bytes.set(value)
    return this.#bytes.subarray(0, byteLength)
  }
}
