/** Says whether props survive JSON, and where they do not. */
import { EverfreshError } from '../errors.ts'

/**
 * `strict`: whatever JSON would drop or change is an error. `lossy`: only what it cannot express at all is (B161).
 * See decisions/020-props-at-run-time.md.
 */
export type Strictness = 'strict' | 'lossy'

/** Where props come from, for messages. */
export interface PropsSource {
  readonly method: 'getStaticProps' | 'getServerSideProps'
  /** The route's pattern. */
  readonly page: string
}

/**
 * Checks that `props` is a plain object that can be sent to a browser.
 *
 * @throws EverfreshError `INVALID_DATA` that names the path of the first offender (B162).
 */
export function checkProps(
  props: unknown,
  source: PropsSource,
  strictness: Strictness,
): asserts props is Record<string, unknown> {
  if (!isPlainObject(props)) {
    const received = Object.prototype.toString.call(props)
    throw notSerialisable(
      source,
      '',
      `Props must be returned as a plain object from ${source.method}: \`{ props: { ... } }\` (received: \`${received}\`).`,
    )
  }
  const visit = strictness === 'strict' ? visitStrictly : visitLossily
  visit(props, root, new Map(), (place, reason) => {
    throw notSerialisable(source, pathOf(place), reason)
  })
}

/** Where a value stands. Written out only for a message: props have thousands of members, and nearly always nothing to say. */
interface Place {
  readonly parent: Place | undefined
  readonly key: string | number
}

const root: Place = { parent: undefined, key: '' }

function pathOf({ parent, key }: Place): string {
  if (parent === undefined) return ''
  return pathOf(parent) + (typeof key === 'number' ? `[${key}]` : member(key))
}

type Fail = (place: Place, reason: string) => never
/** The objects that the visited value is inside of, with their places: meeting one again is a circle. */
type Ancestors = Map<object, Place>

const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function visitStrictly(value: unknown, place: Place, ancestors: Ancestors, fail: Fail): void {
  if (value === null || isText(value)) return
  if (value === undefined) {
    fail(place, '`undefined` cannot be serialized as JSON. Please use `null` or omit this value.')
  }
  if (typeof value !== 'object' || !(Array.isArray(value) || isPlainObject(value))) fail(place, noJson(value))
  visitMembers(value, place, ancestors, fail, visitStrictly)
}

/** Finds what makes `JSON.stringify` throw, and nothing else. */
function visitLossily(value: unknown, place: Place, ancestors: Ancestors, fail: Fail): void {
  if (typeof value === 'bigint' && !hasToJson(value)) fail(place, noJson(value))
  // A value with `toJSON` is sent as what that returns; it may be anything but is never walked into.
  if (typeof value === 'object' && value !== null && !hasToJson(value)) {
    visitMembers(value, place, ancestors, fail, visitLossily)
  }
}

function visitMembers(
  value: object,
  place: Place,
  ancestors: Ancestors,
  fail: Fail,
  visit: typeof visitStrictly,
): void {
  const first = ancestors.get(value)
  if (first !== undefined) {
    fail(place, `Circular references cannot be expressed in JSON (references: \`${pathOf(first) || '(self)'}\`).`)
  }
  ancestors.set(value, place)
  const visitMember = (key: string | number, member: unknown) => {
    if (!isText(member)) visit(member, { parent: place, key }, ancestors, fail)
  }
  if (Array.isArray(value)) {
    // By index, since holes are sent too.
    for (let index = 0; index < value.length; index++) visitMember(index, value[index])
  } else {
    for (const key of Object.keys(value)) visitMember(key, (value as Readonly<Record<string, unknown>>)[key])
  }
  ancestors.delete(value)
}

const member = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)

const hasToJson = (value: object | bigint): boolean => typeof (value as { toJSON?: unknown }).toJSON === 'function'

function noJson(value: unknown): string {
  const label = typeof value === 'object' ? ` ("${Object.prototype.toString.call(value)}")` : ''
  return `\`${typeof value}\`${label} cannot be serialized as JSON. Please only return JSON serializable data types.`
}

/** Also true for objects of other realms, such as a `vm` context's, whose `Object` is another one. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.hasOwn(prototype as object, 'isPrototypeOf')
}

function notSerialisable({ method, page }: PropsSource, path: string, reason: string): EverfreshError {
  const what = path === '' ? 'props' : `\`${path}\``
  return new EverfreshError(
    'INVALID_DATA',
    `Error serializing ${what} returned from \`${method}\` in "${page}".\nReason: ${reason}`,
  )
}
