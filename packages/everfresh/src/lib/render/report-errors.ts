/** Tells a site's own `onRequestError` what failed. It is told in passing: nobody waits for it, and its failures are its own. */
import type { IncomingMessage } from 'node:http'
import type {
  FailedRequest,
  InstrumentationModule,
  OnRequestError,
  RequestErrorContext,
} from './instrumentation-types.ts'
import type { RenderTask } from './render-types.ts'

export type ReportError = (...failure: Parameters<OnRequestError>) => void

export function createErrorReporter(load: () => Promise<InstrumentationModule | undefined>): ReportError {
  const report = async (...failure: Parameters<OnRequestError>) => {
    const module = await load()
    if (typeof module?.onRequestError === 'function') await (module.onRequestError as OnRequestError)(...failure)
  }
  return (...failure) => {
    report(...failure).catch((error: unknown) => console.error('onRequestError of the instrumentation failed:', error))
  }
}

/** Passes on what `run` throws, and reports it. */
export async function reporting<Result>(run: () => Promise<Result>, report: (error: unknown) => void): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    report(error)
    throw error
  }
}

/** Where a render belongs that was made for no request. */
export function failureOf(task: RenderTask): [FailedRequest, RequestErrorContext] {
  const routePath = 'route' in task ? task.route : `/${'statusCode' in task ? task.statusCode : 404}`
  const path = 'asPath' in task ? task.asPath : routePath
  const revalidateReason = 'reason' in task && task.reason === 'on-demand' ? 'on-demand' : 'stale'
  return [
    { path, method: 'GET', headers: {} },
    { routerKind: 'Pages Router', routePath, routeType: 'render', revalidateReason },
  ]
}

/** Where something belongs that was made for a request. */
export function failureOfRequest(
  { url = '/', method = 'GET', headers }: IncomingMessage,
  routePath: string,
  routeType: RequestErrorContext['routeType'],
): [FailedRequest, RequestErrorContext] {
  return [
    { path: url, method, headers: { ...headers } },
    { routerKind: 'Pages Router', routePath, routeType, revalidateReason: undefined },
  ]
}
