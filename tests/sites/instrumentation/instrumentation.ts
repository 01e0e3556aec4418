import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import type { Instrumentation } from 'next'

const record = (what: object) =>
  appendFileSync(process.env['RECORD']!, `${JSON.stringify({ ...what, isMainThread })}\n`)

export async function register() {
  await new Promise((resolve) => setTimeout(resolve, 10))
  if (process.env['REGISTER'] === 'throw') throw new Error('No connection to the collector')
  record({ registered: process.env['NEXT_RUNTIME'] })
}

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  record({ error: (error as Error).message, request, context })
  throw new Error('The collector is away')
}
