import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

/** Runs a module from source in a process of its own, and returns what it wrote. It fails unless the process ends well. */
async function outputOf(module: string): Promise<string> {
  const flags = ['--conditions=everfresh-source', '--import', 'tsx', '--input-type=module']
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', module], { cwd: import.meta.dirname })
  return stdout.trim()
}

const opened = `
  import { createEngine } from '@everfresh/engine'
  import { openMemoryPageStore } from '@everfresh/store-memory'
  const store = openMemoryPageStore()
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref())
  const render = async () => {
    await wait(100)
    return { bodies: {}, attributes: {}, tags: [], revalidateMs: false, expireMs: false }
  }
  const engine = createEngine({ store, deployment: 'd1', render })
  const page = { namespace: 'code-1', path: '/a', context: undefined }
`

describe('a process with nothing else to do', { timeout: 30_000 }, () => {
  test('stays until a closing engine has published what it renders', async () => {
    const module = `${opened}
      void engine.get(page)
      await new Promise(setImmediate)
      await engine.close()
      console.log(store.statistics().entries)`
    expect(await outputOf(module)).toBe('1')
  })

  test('stays until what it regenerates behind is published, though nobody waits for it', async () => {
    const module = `${opened}
      store.seed([{ ...(await engine.get(page)).entry, path: '/b', staleAt: 0 }])
      await engine.get({ ...page, path: '/b' })
      process.on('exit', () => console.log(store.load({ ...page, path: '/b' }).entry.reason))`
    expect(await outputOf(module)).toBe('stale')
  })

  test('does not stay for an engine that does nothing', async () => {
    expect(await outputOf(`${opened} console.log('over')`)).toBe('over')
  })
})
