/** Does what the guide for newcomers says, word for word, in an empty folder and with the packages as they are published. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packPackages } from '../../scripts/pack.js'
import { stepsOf, type Step } from './document-steps.ts'
import { freePort, type, typeInBackground, type BackgroundCommand } from './terminal.ts'

const guide = fileURLToPath(new URL('../../docs/guides/getting-started.md', import.meta.url))
const readyWithinMs = 120_000

describe('the getting-started guide', () => {
  let folder: string
  let url: string
  let env: Record<string, string>
  let server: BackgroundCommand | undefined
  /** What each command of the guide printed, by the command. */
  const printed = new Map<string, string>()

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everfresh-getting-started-'))
    const port = await freePort()
    url = `http://localhost:${port}`
    env = { PORT: String(port), npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' }
    const tarballs = await packPackages(await mkdtemp(join(folder, '.tarballs-')))
    for (const step of stepsOf(await readFile(guide, 'utf8'))) await follow(step, tarballs)
  }, 300_000)

  afterAll(async () => {
    await server?.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  async function follow(step: Step, tarballs: readonly string[]): Promise<void> {
    if (step.kind === 'file') {
      await mkdir(dirname(join(folder, step.path)), { recursive: true })
      await writeFile(join(folder, step.path), step.content)
      return
    }
    const command = step.command
      .replace('npm install everfresh', `npm install ${tarballs.join(' ')}`)
      .replaceAll('http://localhost:3000', url)
    if (step.background) server = await startServer(command)
    else printed.set(step.command.trim(), await type(command, folder, env))
  }

  async function startServer(command: string): Promise<BackgroundCommand> {
    const started = typeInBackground(command, folder, env)
    await started.waitFor(/Ready in/, readyWithinMs)
    return started
  }

  function output(start: string): string {
    const found = [...printed].find(([command]) => command.startsWith(start))
    if (found === undefined) throw new Error(`The guide has no command that begins with "${start}"`)
    return found[1]
  }

  it('builds the routes that it shows, and starts on the port asked for', () => {
    for (const route of ['/posts/[id]', '/api/revalidate']) expect(server?.logs()).toContain(route)
    expect(server?.logs()).toContain(`- Local: ${url}`)
  })

  it('serves the built page with the headers that it shows', () => {
    const answer = output('curl -i http://localhost:3000/posts/1')
    expect(answer).toMatch(/^HTTP\/1\.1 200/m)
    expect(answer).toMatch(/^cache-control: s-maxage=3600, stale-while-revalidate=31532400\r?$/im)
    expect(answer).toMatch(/^etag: ".+"\r?$/im)
    expect(answer).toMatch(/^x-nextjs-cache: HIT\r?$/im)
    expect(answer).toContain('<h1>Hello</h1>')
  })

  it('makes the other page when it is first asked for', () => {
    const answer = output('curl -i http://localhost:3000/posts/2')
    expect(answer).toMatch(/^x-nextjs-cache: MISS\r?$/im)
    expect(answer).toContain('<h1>Moving on</h1>')
  })

  it('shows the changed title right after the call that says so', () => {
    const answer = output('curl -X POST')
    expect(answer).toContain('{"revalidated":true}')
    expect(answer).toContain('<h1>Hello again</h1>')
  })

  it('shows the change in the list as well', async () => {
    expect(await (await fetch(url)).text()).toContain('Hello again')
  })

  it('refuses the call without the secret', async () => {
    expect((await fetch(`${url}/api/revalidate?id=1`, { method: 'POST' })).status).toBe(401)
  })

  it('lists the deployment', () => {
    expect(output('npx everfresh deployments')).toMatch(/●/)
  })

  it('keeps the pages over a restart, without making them anew', async () => {
    const before = await (await fetch(`${url}/posts/2`)).text()
    await server?.interrupt()
    server = await startServer('npx everfresh start')
    const answer = await fetch(`${url}/posts/2`)
    expect(answer.headers.get('x-nextjs-cache')).toBe('HIT')
    expect(await answer.text()).toBe(before)
  })
})
