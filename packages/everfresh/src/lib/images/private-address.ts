/** Tells which addresses belong to private networks and to this machine: no visitor may make the server ask them. Pure. */
import { isIPv4, isIPv6 } from 'node:net'

/** Network and prefix length: RFC 6890, 5737, 6598, 2544, 1112. */
const networks4 = [
  [[0], 8],
  [[10], 8],
  [[100, 64], 10],
  [[127], 8],
  [[169, 254], 16],
  [[172, 16], 12],
  [[192, 0, 0], 24],
  [[192, 0, 2], 24],
  [[192, 168], 16],
  [[198, 18], 15],
  [[198, 51, 100], 24],
  [[203, 0, 113], 24],
  [[224], 4],
  [[240], 4],
] as const

const networks6 = [
  [[0x01, 0x00, 0, 0, 0, 0, 0, 0], 64],
  [[0x00, 0x64, 0xff, 0x9b, 0, 1], 48],
  [[0x20, 0x01, 0, 0], 32],
  [[0x20, 0x01, 0x0d, 0xb8], 32],
  [[0xfc], 7],
  [[0xfe, 0x80], 10],
  [[0xfe, 0xc0], 10],
  [[0xff], 8],
] as const

/** Prefixes that are followed by an IPv4 address, which then is what counts: mapped, compatible, NAT64, 6to4. */
const prefixesOf4 = [
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0],
  [0x20, 0x02],
] as const

/** Whether `address` (as DNS or a URL gives it, without brackets) is no public one. What is no address at all is not either. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.split('%', 1)[0]!
  if (isIPv4(bare)) return isPrivate4(bare.split('.').map(Number))
  if (!isIPv6(bare)) return true
  const bytes = bytesOf6(bare)
  const prefix = prefixesOf4.find((each) => each.every((value, index) => bytes[index] === value))
  if (prefix !== undefined) return isPrivate4(bytes.slice(prefix.length, prefix.length + 4))
  return networks6.some(([network, length]) => isInside(bytes, network, length))
}

const isPrivate4 = (bytes: readonly number[]) => networks4.some(([network, length]) => isInside(bytes, network, length))

function isInside(bytes: readonly number[], network: readonly number[], length: number): boolean {
  for (let bit = 0; bit < length; bit++) {
    const at = bit >> 3
    const mask = 0x80 >> (bit & 7)
    if (((bytes[at] ?? 0) & mask) !== ((network[at] ?? 0) & mask)) return false
  }
  return true
}

/** 16 bytes. `address` must be valid. */
function bytesOf6(address: string): number[] {
  const [head = '', tail] = address.split('::', 2)
  const left = groupsOf(head)
  const right = tail === undefined ? [] : groupsOf(tail)
  const zeros = Array<number>(Math.max(0, 16 - left.length - right.length)).fill(0)
  return [...left, ...zeros, ...right]
}

const groupsOf = (part: string): number[] =>
  part === ''
    ? []
    : part.split(':').flatMap((group) => {
        if (group.includes('.')) return group.split('.').map(Number)
        const value = Number.parseInt(group, 16)
        return [value >> 8, value & 0xff]
      })
