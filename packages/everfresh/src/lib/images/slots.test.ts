import { expect, test } from 'vitest'
import { createSlots, createSlotsByName } from './slots.ts'

const never = new AbortController().signal

function job(name: string, log: string[]) {
  let resolve!: (name: string) => void
  const promise = new Promise<string>((set) => (resolve = set))
  const work = () => {
    log.push(name)
    return promise
  }
  return { work, end: () => resolve(name) }
}

test('runs no more than there are slots, in order of arrival', async () => {
  const log: string[] = []
  const slots = createSlots(2)
  const jobs = ['a', 'b', 'c', 'd'].map((name) => job(name, log))
  const done = jobs.map(({ work }) => slots.run(never, work))
  await Promise.resolve()
  expect(log).toEqual(['a', 'b'])
  jobs[1]!.end()
  await done[1]
  await Promise.resolve()
  expect(log).toEqual(['a', 'b', 'c'])
  for (const { end } of jobs) end()
  expect(await Promise.all(done)).toEqual(['a', 'b', 'c', 'd'])
})

test('a failure makes room, too', async () => {
  const slots = createSlots(1)
  const failing = slots.run(never, () => Promise.reject(new Error('broken')))
  const next = slots.run(never, () => Promise.resolve('next'))
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('next')
})

test('who gives up while waiting is not run, and keeps nobody waiting', async () => {
  const log: string[] = []
  const slots = createSlots(1)
  const [first, second, third] = [job('first', log), job('second', log), job('third', log)]
  const control = new AbortController()
  const running = slots.run(never, first.work)
  const waiting = slots.run(control.signal, second.work)
  const last = slots.run(never, third.work)
  control.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  first.end()
  third.end()
  expect(await Promise.all([running, last])).toEqual(['first', 'third'])
  expect(log).toEqual(['first', 'third'])
  await expect(slots.run(AbortSignal.abort(new Error('late')), first.work)).rejects.toThrow('late')
})

test('one name does not wait for another', async () => {
  const log: string[] = []
  const run = createSlotsByName(1)
  const [slow, same, other] = [job('slow', log), job('same', log), job('other', log)]
  const all = [run('a', never, slow.work), run('a', never, same.work), run('b', never, other.work)]
  await Promise.resolve()
  expect(log).toEqual(['slow', 'other'])
  for (const { end } of [slow, same, other]) end()
  await Promise.all(all)
  expect(log).toEqual(['slow', 'other', 'same'])
})
