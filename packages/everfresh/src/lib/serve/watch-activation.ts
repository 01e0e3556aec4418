/** Tells a running instance that a deployment was activated. */
import type { Layout } from '../deployments/layout.ts'
import { activationMark, activeDeploymentId } from '../deployments/deployments.ts'

/** Between two looks at the pointer, ms. Polling works on every file system, network mounts included. */
const intervalMs = 500

/**
 * Calls `onChange` with the active id after every activation, also of the same id: it may have been built anew.
 *
 * @param known The mark of the activation that is served already.
 * @returns a function that stops watching. It resolves when a call of `onChange` that is under way has ended.
 */
export function watchActivation(
  layout: Layout,
  known: string | undefined,
  onChange: (id: string) => Promise<void>,
): () => Promise<void> {
  let stopped = false
  let looking = Promise.resolve()
  const look = async () => {
    const mark = await activationMark(layout)
    const id = mark === known ? undefined : await activeDeploymentId(layout)
    if (stopped) return
    if (id !== undefined) {
      known = mark
      await onChange(id)
    }
    lookLater()
  }
  let timer: NodeJS.Timeout | undefined
  const lookLater = () => {
    timer = setTimeout(() => (looking = look()), intervalMs)
    timer.unref()
  }
  lookLater()
  return () => {
    stopped = true
    clearTimeout(timer)
    return looking
  }
}
