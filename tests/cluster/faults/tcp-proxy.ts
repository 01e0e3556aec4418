/** A network between a client and a server that is slow, loses connections, or swallows everything, as a test tells it. */
import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface TcpProxy {
  readonly port: number
  /** Leads to the server on `port` from now on; connections to the one before are reset. */
  leadTo(port: number): void
  /** Everything goes through from now on; what was swallowed arrives late, as when packets are sent again. */
  pass(): void
  /** Bytes take `ms` longer, each way. */
  delay(ms: number): void
  /** Connections stay, new ones are accepted, and nothing goes through. */
  swallow(): void
  /** Resets all connections, and new ones at once. */
  refuse(): void
  /** Resets the connections that there are. */
  reset(): void
  /** Each piece that is sent resets its connection with this probability. */
  lose(probability: number, random: () => number): void
  /** Connections whose first words match get no reply any more: subscriptions, for example. Others go on. */
  silence(matches: (sent: string) => boolean): void
  /** Stops the next piece from a client that matches, before the server has it. */
  holdRequest(matches: (sent: string) => boolean): Held
  /** Stops the reply to the next piece from a client that matches: the server has done what it was asked. */
  holdReply(matches: (sent: string) => boolean): Held
  close(): Promise<void>
}

export interface Held {
  /** Resolves when something is held. */
  readonly reached: Promise<void>
  /** Lets it go on; from the first call on nothing more is held. */
  release(): void
}

interface Trap {
  readonly matches: (sent: string) => boolean
  readonly on: 'request' | 'reply'
  readonly reach: () => void
  readonly released: Promise<void>
  isSet: boolean
}

/** Of what a client sent first: by that it is known what the connection is for. */
const rememberedBytes = 4_096

type Mode = 'pass' | 'swallow' | 'refuse'

/** Listens on a free port, for the server on `port` of this machine. */
export async function openTcpProxy(port: number): Promise<TcpProxy> {
  let target = port
  let mode: Mode = 'pass'
  let delayMs = 0
  let loss = { probability: 0, random: () => 1 }
  let isSilenced: (sent: string) => boolean = () => false
  const traps = new Set<Trap>()
  const sockets = new Set<Socket>()
  const waiting = new Set<() => void>()

  const server = createServer((client) => {
    track(client)
    if (mode === 'refuse') return void client.resetAndDestroy()
    const upstream = connect(target, '127.0.0.1')
    track(upstream)
    let begin = ''
    let reply: Trap | undefined
    const cut = (): void => {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    relay(client, upstream, cut, async (piece) => {
      const sent = piece.toString('latin1')
      if (begin.length < rememberedBytes) begin += sent
      for (const trap of traps) {
        if (!trap.isSet || !trap.matches(sent)) continue
        trap.isSet = false
        if (trap.on === 'reply') reply = trap
        else await hold(trap)
      }
      return true
    })
    relay(upstream, client, cut, async () => {
      const trap = reply
      reply = undefined
      if (trap) await hold(trap)
      return !isSilenced(begin)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function track(socket: Socket): void {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }

  /** Hands on each piece, in order, when its time has come. `isWanted` may wait, or swallow a piece for good. */
  function relay(from: Socket, to: Socket, cut: () => void, isWanted: (piece: Buffer) => Promise<boolean>): void {
    let last: Promise<void> = Promise.resolve()
    const pass = async (piece: Buffer, arrivedAt: number): Promise<void> => {
      const restMs = arrivedAt + delayMs - performance.now()
      if (restMs > 0) await sleep(restMs)
      if (!(await isWanted(piece))) return
      await whilePassing()
      if (loss.random() < loss.probability) return cut()
      if (!to.destroyed) to.write(piece)
    }
    from.on('data', (piece: Buffer) => {
      const arrivedAt = performance.now()
      last = last.then(() => pass(piece, arrivedAt))
    })
    // A process that is killed closes its connections; what it had sent before arrives first.
    from.on('close', () => void last.then(whilePassing).then(() => to.destroy()))
  }

  async function whilePassing(): Promise<void> {
    while (mode === 'swallow') await new Promise<void>((resolve) => waiting.add(resolve))
  }

  function change(next: Mode): void {
    mode = next
    for (const go of [...waiting]) {
      waiting.delete(go)
      go()
    }
  }

  const reset = (): void => {
    for (const socket of sockets) socket.resetAndDestroy()
  }

  function trap(on: Trap['on'], matches: Trap['matches']): Held {
    let reach = (): void => {}
    let release = (): void => {}
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    const set: Trap = { on, matches, reach, released, isSet: true }
    traps.add(set)
    return {
      reached,
      release() {
        traps.delete(set)
        release()
      },
    }
  }

  return {
    port: (server.address() as AddressInfo).port,
    leadTo(next) {
      target = next
      reset()
    },
    pass() {
      delayMs = 0
      loss = { probability: 0, random: () => 1 }
      isSilenced = () => false
      change('pass')
    },
    delay: (ms) => void (delayMs = ms),
    swallow: () => change('swallow'),
    refuse() {
      change('refuse')
      reset()
    },
    reset,
    lose: (probability, random) => void (loss = { probability, random }),
    silence: (matches) => void (isSilenced = matches),
    holdRequest: (matches) => trap('request', matches),
    holdReply: (matches) => trap('reply', matches),
    async close() {
      change('pass')
      for (const { released: _, ...each } of traps) each.reach()
      server.close()
      reset()
      await once(server, 'close')
    },
  }
}

async function hold(trap: Trap): Promise<void> {
  trap.reach()
  await trap.released
}
