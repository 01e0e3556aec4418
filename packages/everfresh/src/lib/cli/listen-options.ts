/** Where the commands that serve listen. */
import { type Command, InvalidArgumentError, Option } from 'commander'

export interface ListenOptions {
  readonly port: number
  /** All addresses when it is missing. */
  readonly hostname?: string
}

/** Adds `-p` and `-H` to a command. */
export const listening = (command: Command, description: string): Command =>
  command
    .description(description)
    .addOption(
      new Option('-p, --port <port>', 'port to listen on; 0 takes a free one')
        .env('PORT')
        .default(3000)
        .argParser(parsePort),
    )
    .option('-H, --hostname <hostname>', 'address to listen on (default: all)')

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.')
}
