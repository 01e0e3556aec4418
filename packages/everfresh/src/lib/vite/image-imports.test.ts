import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { build, type Rolldown } from 'vite'
import type { StaticImageData } from '../client/image-types.ts'
import { imageImports } from './image-imports.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'everfresh-imports-'))
})
afterEach(() => rm(root, { recursive: true }))

const photo = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: 'plum' } })

/** What importing `name` gives in a bundle for `ssr` or for browsers. */
async function imported(name: string, ssr = false): Promise<StaticImageData> {
  await writeFile(join(root, 'entry.js'), `export { default } from './${name}'`)
  const { output } = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [imageImports({ basePath: '/docs', clientDirectory: join(root, 'client') })],
    build: {
      ssr,
      outDir: ssr ? 'server' : 'client',
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { input: 'entry.js', preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  })) as Rolldown.RolldownOutput
  const file = join(root, ssr ? 'server' : 'client', output[0].fileName)
  return ((await import(file)) as { default: StaticImageData }).default
}

test('an image gives its address, its size and a small copy', async () => {
  await writeFile(join(root, 'photo of a.jpg'), await photo(300, 150).jpeg().toBuffer())
  const data = await imported('photo of a.jpg')
  expect(data).toMatchObject({ width: 300, height: 150, blurWidth: 8, blurHeight: 4 })
  expect(data.src).toMatch(/^\/docs\/_next\/static\/media\/photo%20of%20a\.[0-9a-f]{8}\.jpg$/)
  const small = Buffer.from(data.blurDataURL!.split(',')[1]!, 'base64')
  expect(await sharp(small).metadata()).toMatchObject({ width: 8, height: 4 })
  const written = join(root, 'client', decodeURI(data.src.slice('/docs/'.length)))
  expect(await readFile(written)).toEqual(await readFile(join(root, 'photo of a.jpg')))
})

test('the server sees the same address, and what only it renders reaches browsers, too', async () => {
  await writeFile(join(root, 'photo.png'), await photo(30, 30).png().toBuffer())
  const onServer = await imported('photo.png', true)
  expect(existsSync(join(root, 'client', onServer.src.slice('/docs/'.length)))).toBe(true)
  expect(existsSync(join(root, 'server/_next'))).toBe(false)
  expect(await imported('photo.png')).toEqual(onServer)
})

test('a photograph taken sideways has the size that it is shown in', async () => {
  const sideways = await photo(300, 150).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  await writeFile(join(root, 'sideways.jpg'), sideways)
  expect(await imported('sideways.jpg')).toMatchObject({ width: 150, height: 300, blurWidth: 4, blurHeight: 8 })
})

test('drawings and icons have no small copy', async () => {
  await writeFile(join(root, 'a.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>')
  await writeFile(join(root, 'b.ico'), Buffer.from([0, 0, 1, 0, 1, 0, 32, 0, ...Array<number>(30).fill(0)]))
  const drawing = await imported('a.svg')
  expect(drawing).toMatchObject({ width: 20, height: 10 })
  expect(drawing).not.toHaveProperty('blurDataURL')
  expect(await imported('b.ico')).toMatchObject({ width: 32, height: 256 })
})

test('with a query it is left to Vite', async () => {
  await writeFile(join(root, 'a.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  expect(await imported('a.svg?raw')).toContain('<svg')
})

test('a file that is no image stops the build, and says which', async () => {
  await writeFile(join(root, 'a.png'), 'no image')
  await expect(imported('a.png')).rejects.toThrow(/a\.png could not be read as an image/)
})
