/** Every error that the filesystem store throws, each with a permanent code and a heading in docs/reference/errors.md. */
import { hasCode } from './files.ts'

export type FilesystemStoreErrorCode =
  | 'STORE_CLOSED'
  | 'INVALID_OPTION'
  | 'STORE_NOT_WRITABLE'
  | 'STORE_FULL'
  | 'STORE_OUT_OF_FILES'
  | 'STORE_UNSUITABLE'
  | 'STORE_FORMAT_UNKNOWN'
  | 'STORE_ACCESS_FAILED'

export class FilesystemStoreError extends Error {
  override readonly name = 'FilesystemStoreError'
  readonly code: FilesystemStoreErrorCode

  constructor(code: FilesystemStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const storeClosed = (directory: string) =>
  new FilesystemStoreError(
    'STORE_CLOSED',
    `The page store in ${directory} is closed. Open it again, or close it later.`,
  )

export const invalidOptions = (problems: readonly string[]) =>
  new FilesystemStoreError('INVALID_OPTION', `The page store cannot be opened: ${problems.join('; ')}.`)

export const unsuitable = (directory: string, what: string, cause?: unknown) =>
  new FilesystemStoreError('STORE_UNSUITABLE', `${directory} cannot hold a page store: ${what}`, { cause })

export const formatUnknown = (directory: string, found: unknown) =>
  new FilesystemStoreError(
    'STORE_FORMAT_UNKNOWN',
    `The page store in ${directory} has the format ${JSON.stringify(found)}, which this version does not know. ` +
      'Use the version that wrote it, or choose another folder.',
  )

/** Somebody else was faster, again and again. */
export const contended = (directory: string) =>
  new FilesystemStoreError(
    'STORE_ACCESS_FAILED',
    `Writing to ${directory} was given up: others changed the same record each time. Try again.`,
  )

/** Where the folder was, there is another one, or none. */
export const vanished = (directory: string) =>
  new FilesystemStoreError(
    'STORE_ACCESS_FAILED',
    `The page store in ${directory} is gone: was it unmounted, or removed? Mount it again; ` +
      'to begin with an empty one, start the process again.',
  )

/** What a failed call to the file system means for `directory`, as an error that says what to do. */
export function accessFailed(directory: string, cause: unknown): FilesystemStoreError {
  if (cause instanceof FilesystemStoreError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  const [code, advice] = meaningOf(cause)
  return new FilesystemStoreError(
    code,
    `The page store in ${directory} could not be used (${reason}). Nothing was changed, and what is in memory goes on ` +
      `being served. ${advice}`,
    { cause },
  )
}

function meaningOf(cause: unknown): [FilesystemStoreErrorCode, string] {
  if (hasCode(cause, 'EACCES', 'EPERM', 'EROFS')) {
    return ['STORE_NOT_WRITABLE', 'Give this user the right to read and write there, or choose another folder.']
  }
  if (hasCode(cause, 'ENOSPC', 'EDQUOT', 'EFBIG')) {
    return [
      'STORE_FULL',
      'Free some space or inodes, or lower maxBytes; the next write then succeeds without a restart.',
    ]
  }
  if (hasCode(cause, 'EMFILE', 'ENFILE')) {
    return ['STORE_OUT_OF_FILES', 'Raise the limit of open files (ulimit -n), or find out what keeps them open.']
  }
  return ['STORE_ACCESS_FAILED', 'Check that the folder is mounted and that its server can be reached.']
}
