/** Reads what scripts answer: texts are Buffers, whole numbers mostly texts. */

export type Reply = Buffer | null

export const textIn = (reply: unknown): string => String(reply)

export const numberIn = (reply: unknown): number => Number(String(reply))

/** Never is beyond everything that a script compares it with. */
export const numberFor = (value: number): string => (value === Infinity ? 'inf' : String(value))

/** Pairs of a hash: an array of keys and values, whatever the protocol. */
export function* pairsIn(reply: unknown): Generator<readonly [string, string]> {
  const flat = reply as readonly unknown[]
  for (let i = 0; i + 1 < flat.length; i += 2) yield [textIn(flat[i]), textIn(flat[i + 1])]
}
