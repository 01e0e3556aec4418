/** Does what the first lines of the README say, on a clean copy of this repository. */
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, type, typeInBackground, type BackgroundCommand } from './terminal.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const builtWithinMs = 240_000

describe('a clean copy of the repository', () => {
  let folder: string
  let url: string
  let env: Record<string, string>
  let installed: string
  let store: BackgroundCommand

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everfresh-clone-'))
    await copyRepository(folder)
    const port = await freePort()
    url = `http://localhost:${port}`
    env = { PORT: String(port), npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' }
    installed = await type('npm ci', folder, env)
    store = typeInBackground('exec npm start', folder, env)
    await store.waitFor(/What to try/, builtWithinMs)
  }, 300_000)

  afterAll(async () => {
    await store.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('serves the store after npm ci && npm start, on the port asked for', async () => {
    expect(store.logs()).toContain(`- Local: ${url}`)
    expect((await fetch(url)).status).toBe(200)
  })

  it('prints a product to look at, which is there', async () => {
    const product = new RegExp(`${url}/products/[\\w-]+`).exec(store.logs())?.[0] ?? ''
    const answer = await fetch(product)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toMatch(/data-stock="\d+"/)
  })

  it('warns of nothing while it is installed', () => {
    expect(installed).not.toMatch(/npm (warn|error)(?! Unknown (user|env) config)/i)
  })

  it('has the command line at hand', async () => {
    expect(await type('npx everfresh --version', folder, env)).toMatch(/^\d+\.\d+\.\d+$/m)
  })

  it('leaves nothing behind when it is stopped', async () => {
    await store.terminate()
    await expect(fetch(url)).rejects.toThrow()
  })
})

/** Copies what git would: neither what is installed nor what is built. */
async function copyRepository(folder: string): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
  })
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: repository, encoding: 'utf8' }).split(
    '\0',
  )
  for (const file of listed.split('\0')) {
    if (file !== '' && !deleted.includes(file))
      await cp(join(repository, file), join(folder, file), { recursive: true })
  }
}
