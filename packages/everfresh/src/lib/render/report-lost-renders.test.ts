import type { Rendered } from '@everfresh/engine'
import { expect, test, vi } from 'vitest'
import { renderAborted, renderThreadLost } from './errors.ts'
import type { RenderTask } from './render-types.ts'
import { reportingLostRenders } from './report-lost-renders.ts'

const task: RenderTask = { kind: 'page', route: '/[id]', params: { id: '1' }, asPath: '/1', reason: 'stale' }
const rendered: Rendered = { bodies: {}, attributes: {}, tags: [], revalidateMs: false, expireMs: false }

const untilAborted = (_task: RenderTask, signal: AbortSignal) =>
  new Promise<Rendered>((_resolve, reject) => signal.addEventListener('abort', () => reject(renderAborted())))

test('tells of a render that took too long, with its page', async () => {
  const report = vi.fn()
  const controller = new AbortController()
  const rendering = reportingLostRenders(untilAborted, report)(task, controller.signal)
  const timeout = new Error('Too long')
  controller.abort(timeout)
  await expect(rendering).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  expect(report).toHaveBeenCalledExactlyOnceWith(
    timeout,
    { path: '/1', method: 'GET', headers: {} },
    expect.objectContaining({ routePath: '/[id]', revalidateReason: 'stale' }),
  )
})

test('tells of a thread that was lost', async () => {
  const report = vi.fn()
  const lost = renderThreadLost('it exited')
  const render = reportingLostRenders(() => Promise.reject(lost), report)
  await expect(render(task, new AbortController().signal)).rejects.toBe(lost)
  expect(report).toHaveBeenCalledExactlyOnceWith(lost, expect.anything(), expect.anything())
})

test('has nothing to tell of what is stopped on purpose, of errors of the page, and of success', async () => {
  const report = vi.fn()
  const controller = new AbortController()
  const stopped = reportingLostRenders(untilAborted, report)(task, controller.signal)
  controller.abort('closed')
  await expect(stopped).rejects.toThrow('abandoned')
  const { signal } = new AbortController()
  await expect(reportingLostRenders(() => Promise.reject(new Error('Mine')), report)(task, signal)).rejects.toThrow()
  const later = new AbortController()
  expect(await reportingLostRenders(async () => rendered, report)(task, later.signal)).toBe(rendered)
  later.abort(new Error('After the end'))
  expect(report).not.toHaveBeenCalled()
})
