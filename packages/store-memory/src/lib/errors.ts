/** Every error that the memory store throws, each with a permanent code and a heading in docs/reference/errors.md. */

export type MemoryStoreErrorCode = 'STORE_CLOSED' | 'INVALID_OPTION'

export class MemoryStoreError extends Error {
  override readonly name = 'MemoryStoreError'
  readonly code: MemoryStoreErrorCode

  constructor(code: MemoryStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export const storeClosed = () =>
  new MemoryStoreError('STORE_CLOSED', 'This memory page store is closed. Open another one, or close it later.')

export const invalidOption = (option: string, value: unknown) =>
  new MemoryStoreError('INVALID_OPTION', `${option} is ${String(value)}, but must be a number of at least 1.`)
