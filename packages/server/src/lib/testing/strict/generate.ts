/** Makes up what clients, broken clients and attackers send over one connection. */
import { randomOf, type Random } from './random.ts'
import {
  bodies,
  calmHosts,
  conditions,
  decisive,
  encodings,
  framing,
  gaps,
  harmless,
  lineEnds,
  methods,
  oddHosts,
  oddLines,
  oddTargets,
  scraps,
  versions,
  type Vocabulary,
} from './vocabulary.ts'

export interface Conversation {
  /** What arrives, piece by piece. One character per byte. */
  readonly pieces: readonly string[]
  /** Whether everything that the server still does after a piece is waited for, by piece. */
  readonly waits: readonly boolean[]
  readonly requests: number
}

export function conversationOf(seed: number, index: number, vocabulary: Vocabulary): Conversation {
  const random = randomOf(seed, index)
  const requests = 1 + random.below(8)
  const texts: string[] = []
  // Everything after a doubt is answered by node:http: so most conversations begin well.
  const plain = random.once(10) ? 0 : random.once(2) ? requests - 1 : 1 + random.below(requests)
  while (texts.length < plain) texts.push(plainOrAgain(random, vocabulary, texts))
  while (texts.length < requests) texts.push(requestOf(random, vocabulary))
  return conversation(random, vocabulary, texts)
}

/** Nothing that node:http would cut a connection for: what of an answer arrives before that is chance, where there is a network. */
export function calmConversationOf(seed: number, index: number, vocabulary: Vocabulary): Conversation {
  const random = randomOf(seed, index)
  const requests = 1 + random.below(8)
  const texts: string[] = []
  while (texts.length < requests) texts.push(plainOrAgain(random, vocabulary, texts, calmHosts))
  return conversation(random, vocabulary, texts)
}

function conversation(random: Random, vocabulary: Vocabulary, texts: string[]): Conversation {
  // Ends the connection, if nothing before has.
  texts.push('GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  // The first request is never answered past node:http.
  const opening = random.once(10) ? [] : [plainRequest(random, vocabulary, calmHosts)]
  const pieces = [...opening, ...piecesOf(random, texts)]
  const patient = random.once(2)
  return {
    pieces,
    waits: pieces.map(() => (patient ? !random.once(8) : random.once(4))),
    requests: opening.length + texts.length,
  }
}

/** Clients repeat their headers: one in three says all but its target again. */
function plainOrAgain(
  random: Random,
  vocabulary: Vocabulary,
  before: readonly string[],
  hosts: readonly string[] = random.once(30) ? oddHosts : calmHosts,
): string {
  const last = before.at(-1)
  if (last === undefined || !random.once(3)) return plainRequest(random, vocabulary, hosts)
  return `GET ${random.of(vocabulary.targets)} HTTP/1.1${last.slice(last.indexOf('\r\n'))}`
}

function requestOf(random: Random, vocabulary: Vocabulary): string {
  if (random.once(3)) return nearlyPlainRequest(random, vocabulary)
  const text = random.once(4) ? oddRequest(random, vocabulary) : plainRequest(random, vocabulary, calmHosts)
  return random.once(5) ? mutated(random, text) : text
}

/** The most dangerous ones: all is as it should be, but for one thing. */
function nearlyPlainRequest(random: Random, vocabulary: Vocabulary): string {
  const [head = '', ...lines] = plainRequest(random, vocabulary, calmHosts).split('\r\n').slice(0, -2)
  if (random.once(5)) {
    const text = [head, ...lines, '', ''].join('\r\n')
    const at = random.of([...text.matchAll(/\r\n/g)]).index
    return text.slice(0, at) + random.of(lineEnds) + text.slice(at + 2)
  }
  lines.splice(random.below(lines.length + 1), 0, random.of([...framing, ...framing, ...oddLines]))
  return `${[head, ...lines].join('\r\n')}\r\n\r\n${random.once(2) ? random.of(bodies) : ''}`
}

function plainRequest(random: Random, { targets, etags }: Vocabulary, hosts: readonly string[]): string {
  const lines = [`GET ${random.of(targets)} HTTP/1.1`, `Host: ${random.of(hosts)}`]
  if (random.once(2)) lines.push(`Accept-Encoding: ${random.of(encodings)}`)
  if (random.once(3)) lines.push(`If-None-Match: ${random.of(conditions(etags))}`)
  for (let count = random.below(3); count > 0; count--) lines.push(random.of(harmless))
  if (random.once(4)) lines.push('Connection: keep-alive')
  if (random.once(6)) lines.push(random.of(decisive))
  return `${shuffled(random, lines).join('\r\n')}\r\n\r\n`
}

/** Anything that somebody may try, of which most is refused. */
function oddRequest(random: Random, { targets }: Vocabulary): string {
  const line = `${random.of(methods)}${random.of(gaps)}${random.of([...targets, ...oddTargets])}${random.of(gaps)}${random.of(versions)}`
  const lines = [line]
  if (!random.once(6)) lines.push(`Host: ${random.of(oddHosts)}`)
  for (let count = random.below(4); count > 0; count--) {
    lines.push(random.of([...framing, ...oddLines, ...decisive, ...harmless]))
  }
  const end = random.of(lineEnds)
  const body = random.once(2) ? random.of(bodies) : ''
  return `${(random.once(2) ? lines : shuffled(random, lines)).join(end)}${end}${end}${body}`
}

/** The first line stays where it is. */
function shuffled(random: Random, [first = '', ...rest]: readonly string[]): string[] {
  for (let index = rest.length - 1; index > 0; index--) {
    const other = random.below(index + 1)
    ;[rest[index], rest[other]] = [rest[other]!, rest[index]!]
  }
  return [first, ...rest]
}

/** Changes, adds, doubles or loses something anywhere. */
function mutated(random: Random, text: string): string {
  let result = text
  for (let count = 1 + random.below(2); count > 0; count--) {
    const at = random.below(result.length + 1)
    const [before, after] = [result.slice(0, at), result.slice(at)]
    switch (random.below(6)) {
      case 0:
        result = before + random.of(scraps) + after
        break
      case 1:
        result = before + after.slice(1 + random.below(3))
        break
      case 2:
        result = before + random.of(scraps) + after.slice(1)
        break
      case 3:
        result = before + after.slice(0, random.below(12)) + after
        break
      case 4:
        result = before + (after[0] ?? '').toUpperCase() + after.slice(1)
        break
      default: {
        const lines = result.split('\r\n')
        const line = random.below(lines.length)
        lines.splice(line, random.below(2), random.of([...framing, ...oddLines, ...lines]))
        result = lines.join('\r\n')
      }
    }
  }
  return result
}

/** As packets may arrive: request by request, some at once, all at once, byte by byte, or cut anywhere. */
function piecesOf(random: Random, texts: readonly string[]): string[] {
  const whole = texts.join('')
  switch (random.below(9)) {
    case 0:
      return [whole]
    case 1:
      return whole.length < 300 ? [...whole] : [whole]
    case 2:
    case 3: {
      const cuts = Array.from({ length: 1 + random.below(4) }, () => random.below(whole.length)).sort((a, b) => a - b)
      const ends = [...cuts, whole.length]
      return ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end)).filter((piece) => piece !== '')
    }
    case 4:
    case 5: {
      const pieces: string[] = []
      for (const text of texts) {
        if (pieces.length > 0 && random.once(2)) pieces.push(pieces.pop() + text)
        else pieces.push(text)
      }
      return pieces
    }
    default:
      return [...texts].filter((text) => text !== '')
  }
}
