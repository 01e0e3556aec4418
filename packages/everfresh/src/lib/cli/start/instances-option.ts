/** How many processes serve. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { instancesOfText } from '../../config/environment-overrides.ts'

/** Adds `--instances` to a command. */
export const severalInstances = (command: Command): Command =>
  command.addOption(
    new Option(
      '--instances <number>',
      'serving processes on this port; "max" is one for each processor (default: the configuration)',
    ).argParser(parseInstances),
  )

function parseInstances(text: string): number | 'max' {
  const count = instancesOfText(text)
  if (count === undefined) throw new InvalidArgumentError('A number of instances is a whole number from 1, or "max".')
  return count
}
