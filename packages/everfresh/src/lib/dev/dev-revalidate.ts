/** `res.revalidate` in development: nothing is cached, but a path that does not exist or throws is told all the same (B122). */
import type { DevAnswer } from './dev-page.ts'

export function createDevRevalidate(
  render: (pathname: string) => Promise<DevAnswer>,
): (paths: string | readonly string[]) => Promise<void> {
  const revalidate = async (path: unknown) => {
    if (typeof path !== 'string' || !path.startsWith('/')) {
      throw new Error(
        `Invalid urlPath provided to revalidate(), must be a path e.g. /blog/post-1, received ${String(path)}`,
      )
    }
    let answer: DevAnswer
    try {
      answer = await render(path)
    } catch (error) {
      throw new Error(`Failed to revalidate ${path}: Invalid response 500`, { cause: error })
    }
    if (answer === undefined) throw new Error(`Failed to revalidate ${path}: Invalid response 404`)
  }
  return async (paths) => void (await Promise.all((Array.isArray(paths) ? paths : [paths]).map(revalidate)))
}
