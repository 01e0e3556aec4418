/** Memory for answers is used again, and never while a client still has to get what is in it. */
import { createServer, connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { mostSlabs, slabBytes, Slabs } from './slabs.ts'

const open: { destroy(): void }[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.destroy()
})

/** Both ends of a connection over the network of this machine. The client reads nothing yet. */
async function connection(): Promise<{ readonly server: Socket; readonly client: Socket }> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const accepted = once(listener, 'connection') as Promise<[Socket]>
  const client = connect((listener.address() as { port: number }).port, '127.0.0.1').pause()
  const [server] = await accepted
  listener.close()
  for (const socket of [server, client]) open.push(socket.on('error', () => {}))
  return { server, client }
}

const body = (fill: number, size = 30_000): Uint8Array => new Uint8Array(size).fill(fill)

/** Fills the system's buffers, so that what is written next has to wait. */
async function fill({ server }: { readonly server: Socket }): Promise<number> {
  const filling = Buffer.alloc(64 * 1024, '-')
  let filled = 0
  for (; server.writableLength === 0; filled += filling.byteLength) {
    server.write(filling)
    await new Promise(setImmediate)
  }
  return filled
}

async function readAll(client: Socket, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let read = 0
  for await (const chunk of client.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    if ((read += chunk.byteLength) >= bytes) break
  }
  return Buffer.concat(chunks)
}

it('is given back once the system has taken an answer, and used for the next', async () => {
  const slabs = new Slabs()
  const { server, client } = await connection()
  const shared = body(1)
  for (let answer = 1; answer <= 5; answer++) {
    shared.fill(answer)
    slabs.write(server, `${answer}:`, shared)
    await new Promise(setImmediate)
    expect(slabs.free).toBe(1)
  }
  shared.fill(9)
  const all = await readAll(client, 5 * 30_002)
  for (let answer = 1; answer <= 5; answer++) {
    const at = (answer - 1) * 30_002
    expect(all.subarray(at, at + 2).toString()).toBe(`${answer}:`)
    expect(Buffer.compare(all.subarray(at + 2, at + 30_002), body(answer))).toBe(0)
  }
})

it('is kept by those who read slowly, while others get other memory; what was sent is what they get', async () => {
  const slabs = new Slabs()
  const slow = await Promise.all(Array.from({ length: mostSlabs + 4 }, connection))
  const filled = await Promise.all(slow.map(fill))
  const shared = body(0)
  for (const [index, { server }] of slow.entries()) {
    shared.fill(index)
    slabs.write(server, 'slow', shared)
  }
  expect(slabs.free).toBe(0)
  const quick = await connection()
  for (let answer = 0; answer < 50; answer++) {
    shared.fill(100 + answer)
    slabs.write(quick.server, 'quick', shared)
    await new Promise(setImmediate)
  }
  shared.fill(255)
  for (const [index, { client }] of slow.entries()) {
    const all = await readAll(client, filled[index]! + 30_004)
    expect(all.subarray(filled[index]!, filled[index]! + 4).toString()).toBe('slow')
    expect(Buffer.compare(all.subarray(filled[index]! + 4), body(index))).toBe(0)
  }
  await expect.poll(() => slabs.free, { timeout: 20_000 }).toBe(mostSlabs)
})

it('is not used again by others before a connection that was cut has let go of it', async () => {
  const slabs = new Slabs()
  const others = await connection()
  for (const end of ['server', 'client'] as const) {
    const cut = await connection()
    await fill(cut)
    slabs.write(cut.server, 'cut', body(1))
    slabs.write(cut.server, 'cut too', body(1))
    cut[end].destroy()
    slabs.write(others.server, 'other', body(2))
  }
  const all = await readAll(others.client, 2 * 30_005)
  for (const at of [0, 30_005]) expect(Buffer.compare(all.subarray(at + 5, at + 30_005), body(2))).toBe(0)
  // After writes that failed there are others.
  for (let answer = 0; answer < 3 * mostSlabs; answer++) {
    slabs.write(others.server, 'x', body(3, 1_000))
    await new Promise(setImmediate)
  }
  expect(slabs.free).toBeGreaterThan(0)
})

it('is not taken for an answer that is larger, nor needed for one without a body', async () => {
  const slabs = new Slabs()
  const { server, client } = await connection()
  const large = body(7, slabBytes + 1)
  slabs.write(server, 'large', large)
  large.fill(0)
  slabs.write(server, 'none', undefined)
  const all = await readAll(client, slabBytes + 10)
  expect(Buffer.compare(all.subarray(5, slabBytes + 6), body(7, slabBytes + 1))).toBe(0)
  expect(all.subarray(slabBytes + 6).toString()).toBe('none')
})
