/** The rule for sizes: a number of bytes, or text such as `'512mb'`. */
import { z } from 'zod'
import { bytesOfSize } from '../api/byte-size.ts'

const noSize = `must be a number of bytes, or text such as '512mb'`

export const byteSize = z
  .union([z.int().min(0), z.string().regex(/^\d+(\.\d+)?\s*([kmg]?b)?$/i, noSize)], { error: noSize })
  .transform((size) => bytesOfSize(size, 'size'))
