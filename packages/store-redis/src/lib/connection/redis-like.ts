/** What the store needs of a client library: one connection, or one for each server of a cluster. */
import type { Script } from '../scripts/script.ts'

export type RedisArgument = string | number | Uint8Array

export interface RedisLike {
  /** Resolves when it can be used. Rejects when that takes too long, or is refused; it goes on trying all the same. */
  connect(): Promise<void>
  /** Sends a command to the server that its key belongs to. Texts in the answer are Buffers. */
  call(command: string, args: readonly RedisArgument[]): Promise<unknown>
  /** Runs a script, which the server may know already. All keys belong to one server. */
  run(script: Script, keys: readonly (string | Uint8Array)[], args: readonly RedisArgument[]): Promise<unknown>
  /** A client for each server that takes writes. */
  primaries(): readonly RedisLike[]
  /** Calls `onNews` with every message, and without whenever messages may have been missed. */
  subscribe(channel: string, onNews: (message?: string) => void): void
  /** Calls `onReady` each time it can be used again. */
  onReady(listener: () => void): void
  /** Ends it at once. */
  close(): void
}
