/** Every error that the LMDB store throws, each with a permanent code and a heading in docs/reference/errors.md. */

export type LmdbStoreErrorCode =
  | 'STORE_CLOSED'
  | 'INVALID_OPTION'
  | 'STORE_NOT_WRITABLE'
  | 'STORE_ON_NETWORK'
  | 'STORE_DAMAGED'
  | 'STORE_FORMAT_UNKNOWN'
  | 'STORE_BUSY'
  | 'STORE_FULL'
  | 'STORE_WRITE_FAILED'

export class LmdbStoreError extends Error {
  override readonly name = 'LmdbStoreError'
  readonly code: LmdbStoreErrorCode

  constructor(code: LmdbStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

const withCause = (cause: unknown): ErrorOptions => (cause === undefined ? {} : { cause })

export const storeClosed = (directory: string) =>
  new LmdbStoreError('STORE_CLOSED', `The page store in ${directory} is closed. Open it again, or close it later.`)

export const invalidOption = (option: string, value: unknown, expected: string) =>
  new LmdbStoreError('INVALID_OPTION', `${option} is ${String(value)}, but must be ${expected}.`)

export const notWritable = (directory: string, cause: unknown) =>
  new LmdbStoreError(
    'STORE_NOT_WRITABLE',
    `The page store needs to write to ${directory}, but may not (${reasonOf(cause)}). ` +
      'Give this user the right to write there, or choose another folder.',
    withCause(cause),
  )

export const onNetwork = (directory: string, fileSystem: string) =>
  new LmdbStoreError(
    'STORE_ON_NETWORK',
    `${directory} is on a network file system (${fileSystem}), where LMDB loses data: its locks and memory maps work on one ` +
      'machine only. Choose a folder on a local disk, or a store that is made for several machines.',
  )

export const damaged = (directory: string, what: string, cause?: unknown) =>
  new LmdbStoreError(
    'STORE_DAMAGED',
    `The page store in ${directory} is damaged: ${what}. Nothing was changed. Restore the folder from a backup; or delete it, ` +
      'then it begins empty and every page is generated again at its next visit.',
    withCause(cause),
  )

export const formatUnknown = (directory: string, found: unknown) =>
  new LmdbStoreError(
    'STORE_FORMAT_UNKNOWN',
    `The page store in ${directory} has the format ${JSON.stringify(found)}, which this version does not know. ` +
      'Use the version that wrote it, or choose another folder.',
  )

/** `processes` as the gate names them: each begins with the process id. */
export const storeBusy = (directory: string, processes: readonly string[]) =>
  new LmdbStoreError(
    'STORE_BUSY',
    `The page store in ${directory} cannot be opened while another process writes to it, and one has done so for ten seconds: ` +
      `process ${processes.map((name) => name.split('-')[0]).join(', ')}. It is stopped, busy, or its disk does not answer. ` +
      'Continue or end it, and start again.',
  )

export const full = (directory: string, freeBytes: number, cause: unknown) =>
  new LmdbStoreError(
    'STORE_FULL',
    `Writing to ${directory} failed (${reasonOf(cause)}): the disk is full or a limit on file sizes is reached` +
      `${Number.isFinite(freeBytes) ? ` (${freeBytes} bytes free)` : ''}. Stored pages go on being served. ` +
      'Free some space, or lower maxBytes; the next write then succeeds without a restart.',
    withCause(cause),
  )

export const writeFailed = (directory: string, cause: unknown) =>
  new LmdbStoreError(
    'STORE_WRITE_FAILED',
    `Writing to ${directory} failed (${reasonOf(cause)}). Nothing was changed, and stored pages go on being served. ` +
      'Check the disk.',
    withCause(cause),
  )

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
