import { ManualClock } from '@everfresh/engine/testing'
import { expect, it } from 'vitest'
import { throttled } from './lanes.ts'
import { meddledFiles, MemoryFiles } from './testing/memory-files.ts'

/** A file system whose calls wait until `answer` is called. */
function slowFiles() {
  const begun: string[] = []
  const answers: (() => void)[] = []
  const files = meddledFiles(new MemoryFiles(() => 0), async (_method, path, call) => {
    begun.push(path)
    await new Promise<void>((resolve) => answers.push(resolve))
    return call()
  })
  return { files, begun, answer: () => answers.shift()!() }
}

it('lets so many calls in at a time, and the others in order', async () => {
  const { files, begun, answer } = slowFiles()
  const lane = throttled(files, 2)
  const calls = ['/a', '/b', '/c'].map((folder) => lane.makeFolder(folder))
  const failing = lane.read('/none')
  expect(begun).toEqual(['/a', '/b'])
  answer()
  await calls[0]
  expect(begun).toEqual(['/a', '/b', '/c'])
  for (let i = 0; i < 2; i++) answer()
  await Promise.all(calls)
  answer()
  await expect(failing).rejects.toMatchObject({ code: 'ENOENT' })
  const listing = lane.list('/')
  answer()
  expect(await listing).toEqual(['a', 'b', 'c'])
})

it('dismisses who has waited for long, so that nothing piles up before a mount that hangs', async () => {
  const { files, begun } = slowFiles()
  const clock = new ManualClock()
  const lane = throttled(files, 1, clock)
  void lane.makeFolder('/hangs')
  const old = [1, 2, 3].map((i) => lane.read(`/${i}`))
  clock.advance(5_001)
  void lane.read('/later')
  for (const each of old) await expect(each).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  expect(begun).toEqual(['/hangs'])
})
