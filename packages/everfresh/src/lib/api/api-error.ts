/** A request that an API route never sees, since it cannot be read. */

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly statusCode: number

  constructor(statusCode: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.statusCode = statusCode
  }
}
