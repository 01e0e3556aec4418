/** Chooses among the encodings that a body was kept in. */
import Negotiator from 'negotiator'

export type Encoding = 'identity' | 'gzip' | 'br'

/** Ours, where the client has no preference: smallest first. */
const preferred: readonly Encoding[] = ['br', 'gzip', 'identity']

/** The library's types do not know of its second parameter yet. */
interface WithPreference {
  encodings(available: readonly Encoding[], options: { readonly preferred: readonly Encoding[] }): Encoding[]
}

/** Distinct headers remembered: clients send a few dozen different ones, whoever sends more gains nothing. */
const maxRemembered = 1000
const maxRememberedLength = 256

/**
 * Returns a function that chooses one of `available` for an `Accept-Encoding` header (RFC 9110 §12.5.3). Identity is
 * the answer when nothing fits: a page that the client may not understand helps more than a 406.
 */
export function createNegotiation(available: readonly Encoding[]): (acceptEncoding: string | undefined) => Encoding {
  const remembered = new Map<string, Encoding>()
  const choose = (header: string): Encoding => {
    const negotiator = new Negotiator({ headers: { 'accept-encoding': header } }) as unknown as WithPreference
    return negotiator.encodings(available, { preferred })[0] ?? 'identity'
  }
  return (acceptEncoding) => {
    if (acceptEncoding === undefined || available.length === 1) return 'identity'
    const known = remembered.get(acceptEncoding)
    if (known !== undefined) return known
    const chosen = choose(acceptEncoding)
    if (remembered.size >= maxRemembered) remembered.clear()
    if (acceptEncoding.length <= maxRememberedLength) remembered.set(acceptEncoding, chosen)
    return chosen
  }
}

const negotiations = new Map<string, ReturnType<typeof createNegotiation>>()

/** Like `createNegotiation`, one per set of encodings for the whole process. */
export function negotiationOf(available: readonly Encoding[]): ReturnType<typeof createNegotiation> {
  const name = available.join()
  let negotiation = negotiations.get(name)
  if (negotiation === undefined) negotiations.set(name, (negotiation = createNegotiation(available)))
  return negotiation
}
