import { expect, test, vi } from 'vitest'
import type { InstrumentationModule } from './instrumentation-types.ts'
import { registerInstrumentation } from './register-instrumentation.ts'
import type { RenderRuntime } from './runtime-types.ts'

const runtimeWith = (instrumentation: () => Promise<InstrumentationModule | undefined>) =>
  ({ instrumentation }) as Partial<RenderRuntime> as RenderRuntime

test('registers a module once, and lets everybody wait for it', async () => {
  let finish = () => {}
  const register = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  const module = { register }
  const runtime = runtimeWith(async () => module)
  const order: string[] = []
  const both = Promise.all([1, 2].map(() => registerInstrumentation(runtime).then(() => order.push('registered'))))
  await vi.waitFor(() => expect(register).toHaveBeenCalledOnce())
  order.push('finishing')
  finish()
  await both
  expect(order).toEqual(['finishing', 'registered', 'registered'])
  expect(register).toHaveBeenCalledOnce()
})

test('registers a module again that was loaded anew', async () => {
  const register = vi.fn()
  for (let version = 0; version < 2; version++) await registerInstrumentation(runtimeWith(async () => ({ register })))
  expect(register).toHaveBeenCalledTimes(2)
})

test.each([undefined, {}, { register: 'no function' }])('leaves %j alone', async (module) => {
  await expect(registerInstrumentation(runtimeWith(async () => module))).resolves.toBeUndefined()
})

test('says what went wrong, in register and in loading it', async () => {
  const failing = async () => {
    throw new Error('no collector')
  }
  const failure = { code: 'INSTRUMENTATION_FAILED', message: expect.stringContaining('no collector') }
  await expect(registerInstrumentation(runtimeWith(async () => ({ register: failing })))).rejects.toMatchObject(failure)
  await expect(registerInstrumentation(runtimeWith(failing))).rejects.toMatchObject(failure)
})
