/** What a request's header fields mean to whoever answers generated pages without node:http. */

/** Fields whose values are read. A request that has one of them twice is left to node:http. */
export type ReadField = 'host' | 'connection' | 'accept-encoding' | 'if-none-match' | 'cookie' | 'cache-control'

/**
 * `harmless`: no answer for a generated page depends on it, as long as the site has no routing stages. `framing`: tells where a
 * message or a connection ends, or what follows it. `unknown`: node:http has to answer, yet the message ends with its headers.
 */
export type HeaderRule = ReadField | 'harmless' | 'framing' | 'unknown'

const read: readonly ReadField[] = ['host', 'connection', 'accept-encoding', 'if-none-match', 'cookie', 'cache-control']

const harmless = [
  ...['accept', 'accept-language', 'user-agent', 'referer', 'origin', 'dnt', 'from', 'priority', 'save-data', 'pragma'],
  ...['upgrade-insecure-requests', 'sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'sec-fetch-user', 'sec-gpc'],
  ...['sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform', 'sec-ch-ua-arch', 'sec-ch-prefers-color-scheme'],
  ...['via', 'forwarded', 'x-real-ip', 'x-request-id', 'x-correlation-id', 'cdn-loop', 'traceparent', 'tracestate'],
  ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-forwarded-server'],
]

/** RFC 9112 §6 and §9, RFC 9110 §7.8 and §10.1.1, and what was sent in their place in earlier times. */
const framing = [
  ...['content-length', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect', 'http2-settings', 'keep-alive'],
  ...['proxy-connection', 'content-type', 'content-encoding', 'sec-websocket-key', 'sec-websocket-version'],
]

const titleCase = (name: string) => name.replace(/(?:^|-)[a-z]/g, (first) => first.toUpperCase())

// Both as most clients write them, so that hardly any name has to be turned into lower case.
const rules = new Map<string, HeaderRule>()
for (const [rule, names] of [
  ...read.map((name) => [name, [name]] as const),
  ['harmless', harmless] as const,
  ['framing', framing] as const,
]) {
  for (const name of names) rules.set(name, rule).set(titleCase(name), rule)
}

const token = /^[A-Za-z0-9][A-Za-z0-9_-]*$/

/** Undefined where a name is none. */
export type RuleOf = (name: string) => HeaderRule | undefined

export const headerRuleOf: RuleOf = (name) => {
  const rule = rules.get(name) ?? rules.get(name.toLowerCase())
  return rule ?? (token.test(name) ? 'unknown' : undefined)
}
