/** Answers as node:http would write them: status line, headers, a date where they have none, connection, and the body behind. */
import { STATUS_CODES } from 'node:http'
import type { ReadyAnswer } from '../representation.ts'

export interface Packet {
  readonly head: Buffer
  /** Head and body in one piece, which is a tenth quicker to write than two. Kept for what is asked for again. */
  whole: Buffer | undefined
}

interface DatedPacket extends Packet {
  readonly second: number
}

/** `now`: epoch ms of the system's clock, which `Date` tells. */
export interface Packets {
  /** The packet of an answer. The same one for a second: for so long a date is good. */
  of(answer: ReadyAnswer, now: number): Packet
  /** Of an answer that is sent once: what comes before its body. Latin-1. */
  headOf(answer: ReadyAnswer, now: number): string
}

/** A body that is written once only is worth a copy up to here, bytes: a buffer for a larger one is garbage that costs more. */
const smallBytes = 8 * 1024

/** Bytes copied in a second at most: memory beside that for pages. */
const mostCopied = 4 * 1024 * 1024

/** @param keepAliveMs How long an idle connection is kept, which answers tell. */
export function createPackets(keepAliveMs: number): Packets {
  const packets = new WeakMap<ReadyAnswer, DatedPacket>()
  const timeout = keepAliveMs > 0 ? `Keep-Alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n` : ''
  const connection = `Connection: keep-alive\r\n${timeout}\r\n`
  let second = 0
  let date = ''
  let copies: Packet[] = []
  let copied = 0

  const turnTo = (now: number): void => {
    const current = Math.floor(now / 1000)
    if (current === second) return
    second = current
    date = `Date: ${new Date(current * 1000).toUTCString()}\r\n`
    for (const packet of copies) packet.whole = undefined
    copies = []
    copied = 0
  }

  const copy = (packet: Packet, body: Uint8Array): void => {
    if (copied + body.byteLength > mostCopied) return
    copied += body.byteLength
    packet.whole = Buffer.concat([packet.head, body])
    copies.push(packet)
  }

  const of = (answer: ReadyAnswer, now: number): Packet => {
    turnTo(now)
    const known = packets.get(answer)
    if (known !== undefined && known.second === second) {
      if (known.whole === undefined && answer.body !== undefined) copy(known, answer.body)
      return known
    }
    const head = Buffer.from(headOf(answer, date) + connection, 'latin1')
    const packet = { second, head, whole: answer.body === undefined ? head : undefined }
    packets.set(answer, packet)
    const { body } = answer
    return body !== undefined && body.byteLength <= smallBytes ? { head, whole: Buffer.concat([head, body]) } : packet
  }

  return {
    of,
    headOf(answer, now) {
      turnTo(now)
      return headOf(answer, date) + connection
    },
  }
}

/** @param date The line for those that do not say when they were made. */
function headOf({ status, headers }: ReadyAnswer, date: string): string {
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
  let isDated = false
  for (let index = 0; index < headers.length; index += 2) {
    const name = String(headers[index])
    text += `${name}: ${headers[index + 1]}\r\n`
    isDated ||= name.length === 4 && name.toLowerCase() === 'date'
  }
  return isDated ? text : text + date
}
