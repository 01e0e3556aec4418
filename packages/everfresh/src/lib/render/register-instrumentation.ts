/** Runs `register` of a site's instrumentation, before the site's code serves in this thread. */
import { instrumentationFailed } from './errors.ts'
import type { RenderRuntime } from './runtime-types.ts'

/** Once per version of the module: `dev` loads it anew when it is saved. */
const registered = new WeakMap<object, Promise<void>>()

/** @throws EverfreshError INSTRUMENTATION_FAILED with what the module threw. */
export async function registerInstrumentation(runtime: RenderRuntime): Promise<void> {
  try {
    const module = await runtime.instrumentation?.()
    const { register } = module ?? {}
    if (module === undefined || typeof register !== 'function') return
    let done = registered.get(module)
    if (done === undefined) registered.set(module, (done = (async () => void (await register()))()))
    await done
  } catch (error) {
    throw instrumentationFailed(error)
  }
}
