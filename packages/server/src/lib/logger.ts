/** Where the server reports what an operator would want to know. Loggers such as pino fit. */

export interface ServerLogger {
  error(details: object, message: string): void
  warn(details: object, message: string): void
}

/** Standard error, until a server is given its own. */
export const consoleLogger: ServerLogger = {
  error: (details, message) => console.error(message, details),
  warn: (details, message) => console.warn(message, details),
}
