/** What is said of API routes that were written for a runtime that is not there. Needs no parser: servers load it. */

export const edgeRuntimes = new Set<unknown>(['edge', 'experimental-edge'])

export const edgeProblem =
  'It asks for the edge runtime, which does not exist here: API routes run in Node.js, and get its request and response. ' +
  'Remove "runtime", and write: export default function handler(req, res) {}'

/** Returns what is wrong with the module of an API route, or undefined. */
export function problemOfApiModule(module: {
  readonly config?: unknown
  readonly runtime?: unknown
}): string | undefined {
  const { runtime } = (module.config ?? {}) as { readonly runtime?: unknown }
  return edgeRuntimes.has(runtime) || edgeRuntimes.has(module.runtime) ? edgeProblem : undefined
}
