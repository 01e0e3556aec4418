/** 8. A renderer learns the page and the reason, and nothing of who asked. */
import { refOf } from '../world/run.ts'
import type { InvariantOf } from './invariant.ts'

export const sealedRender: InvariantOf = () => ({
  number: 8,
  name: 'sealed render',
  onRender({ path, request, run }) {
    const told = Object.keys(request).sort().join()
    if (told !== 'page,reason,signal') return `the renderer of ${path} is told ${told}`
    const expected = JSON.stringify(refOf(run.code, path))
    const page = JSON.stringify(request.page)
    return page === expected ? undefined : `the renderer is told ${page} instead of ${expected}`
  },
})
