/** Reads the raw body of a request, to the byte: a signature covers nothing less. */

/** Returns the body, or `undefined` as soon as it is longer than `limitBytes`. */
export async function readBody(request: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > limitBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
