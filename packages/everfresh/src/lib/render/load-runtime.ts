/** Loads the server bundle of a deployment. */
import { pathToFileURL } from 'node:url'
import { serverEntryFile } from '../build/server-entry-file.ts'
import { registerInstrumentation } from './register-instrumentation.ts'
import type { RenderSettings } from './render-types.ts'
import type { RenderRuntime } from './runtime-types.ts'

/**
 * Loads it, and registers the site's instrumentation in this thread unless this is a build.
 *
 * @throws whatever the top level of the site's modules throws; EverfreshError INSTRUMENTATION_FAILED.
 */
export async function loadRuntime(serverDirectory: string, settings: RenderSettings): Promise<RenderRuntime> {
  const url = pathToFileURL(await serverEntryFile(serverDirectory)).href
  const { default: runtime } = (await import(url)) as { default: RenderRuntime }
  runtime.configure(settings)
  if (settings.mode !== 'build') await registerInstrumentation(runtime)
  return runtime
}
