/** Finds the module that a site wants to be run when its server starts. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'

/** Absolute path of `instrumentation.ts` or `.js`, beside `pages/` or in `src/`; undefined when there is none. */
export async function findInstrumentation(root: string): Promise<string | undefined> {
  for (const folder of [root, join(root, 'src')]) {
    for (const extension of ['ts', 'js']) {
      const file = join(folder, `instrumentation.${extension}`)
      if (
        await access(file).then(
          () => true,
          () => false,
        )
      )
        return file
    }
  }
  return undefined
}
