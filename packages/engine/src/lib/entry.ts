/** What a store keeps of a page, and the names it is kept under. */

/**
 * Names one page of one version of its code. A store keeps at most one entry per `namespace` and `path`.
 *
 * `path` is the canonical key `[/locale]/decoded/path`, never with a query. `namespace` is the fingerprint of the code
 * that renders it, so that a deploy that leaves a route alone goes on with the same entries (DESIGN §7).
 */
export interface PageId {
  readonly namespace: string
  readonly path: string
}

/**
 * What a render made. The engine treats bodies and attributes as opaque: the server names them.
 *
 * All bodies come from one render and are published, read and verified as one record.
 */
export interface Content {
  /** Named bodies, e.g. `html`, `html.gzip`, `data`. */
  readonly bodies: Readonly<Record<string, Uint8Array>>
  /** Small facts that travel with the bodies, e.g. a status or a redirect's target. JSON-serialisable. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>
}

/** Why a page was rendered. */
export type RenderReason = 'build' | 'miss' | 'stale' | 'on-demand' | 'warm'

/** A published version of a page. Immutable: a newer version is a new object. */
export interface Entry extends Content, PageId {
  /** Fencing token of the publish; grows with every version of this page. 0 before it is published. */
  readonly version: number
  /** Position in the invalidation log up to which this render is known to have seen the data. */
  readonly asOf: number
  /** Labels shared with other entries, as the user gave them. */
  readonly tags: readonly string[]
  /** The deployment that rendered it. */
  readonly deployment: string
  readonly reason: RenderReason
  /** When its render began. Epoch ms. */
  readonly generatedAt: number
  /** How long its render took, ms. */
  readonly renderMs: number
  /** From here on it is stale: served, and regenerated behind. Epoch ms, or `Infinity` for never. */
  readonly staleAt: number
  /** From here on it may not be served before a regeneration was tried. Epoch ms, or `Infinity` for never. */
  readonly expiresAt: number
}

/** One string per page: a namespace holds no slash and a path begins with one, so no two pages share a record key. */
export const recordKeyOf = ({ namespace, path }: PageId): string => namespace + path

/** Bodies that nobody else can write into. Copying 40 KB takes 3 µs. */
export const copiesOf = (bodies: Content['bodies']): Content['bodies'] =>
  Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, new Uint8Array(body)]))

/** Bytes that an entry accounts for in memory: its bodies, its attributes, its strings and a fixed overhead. */
export function bytesOf(entry: Entry, bodies = entry.bodies): number {
  let bytes = 512 + 2 * (entry.path.length + entry.namespace.length)
  for (const name in bodies) bytes += 64 + bodies[name]!.byteLength
  for (const name in entry.attributes) bytes += 64 + 2 * (name.length + lengthOf(entry.attributes[name]!))
  for (const tag of entry.tags) bytes += 64 + 2 * tag.length
  return bytes
}

const lengthOf = (attribute: string | number | boolean): number =>
  typeof attribute === 'string' ? attribute.length : 0
