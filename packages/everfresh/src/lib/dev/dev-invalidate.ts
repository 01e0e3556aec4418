/** `res.invalidate` in development: nothing is cached, so nothing can be out of date. */
import type { Invalidate } from '@everfresh/server'

export const invalidate: Invalidate = async () => {}
