/** 8. A renderer learns the page with its last version, and the reason, and nothing of who asked. */
import { recordKeyOf } from '@everfresh/engine'
import { refOf } from '../world/run.ts'
import type { InvariantOf } from './invariant.ts'

const known = new Set(['page', 'previous', 'reason', 'signal'])

export const sealedRender: InvariantOf = () => ({
  number: 8,
  name: 'sealed render',
  onRender({ path, request, run }) {
    const told = Object.keys(request).filter((name) => !known.has(name))
    if (told.length > 0) return `the renderer of ${path} is told ${told.join()}`
    const { previous } = request
    if (previous && recordKeyOf(previous) !== recordKeyOf(request.page)) return `${path} is told of ${previous.path}`
    const expected = JSON.stringify(refOf(run.code, path))
    const page = JSON.stringify(request.page)
    return page === expected ? undefined : `the renderer is told ${page} instead of ${expected}`
  },
})
