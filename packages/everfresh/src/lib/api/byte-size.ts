/** Sizes as configurations write them. */
import { EverfreshError } from '../errors.ts'

const units: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 }

/**
 * Returns the bytes of `1000`, `'1000'`, `'500kb'` or `'1.5 MB'`.
 *
 * @throws EverfreshError `INVALID_CONFIG` when it is none of these: a limit that cannot be read must not mean "no limit".
 */
export function bytesOfSize(size: number | string, option: string): number {
  const [, amount, unit = 'b'] = /^(\d+(?:\.\d+)?)\s*([kmg]?b)?$/i.exec(String(size)) ?? []
  if (amount === undefined) {
    throw new EverfreshError(
      'INVALID_CONFIG',
      `${option} is ${JSON.stringify(size)}, which is no size such as '500kb' or '1mb'.`,
    )
  }
  return Math.floor(Number(amount) * units[unit.toLowerCase()]!)
}
