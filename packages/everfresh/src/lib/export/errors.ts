/** What stands in the way of an export, with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'

/** All of it at once (B153). */
export const notExportable = (problems: readonly string[]) =>
  new EverfreshError(
    'NOT_EXPORTABLE',
    `The site cannot be exported as files:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
  )

export const unsafeOutput = (directory: string, why: string) =>
  new EverfreshError(
    'NOT_EXPORTABLE',
    `"${directory}" ${why}, and an export replaces the folder that it writes. Name another: everfresh export -o out.`,
  )
