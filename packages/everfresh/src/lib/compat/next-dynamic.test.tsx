import { prerender } from 'react-dom/static'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import dynamic from './next-dynamic.tsx'

const Named = ({ name }: { name: string }) => <b>{name}</b>
const loaded = () => Promise.resolve({ default: Named })

async function html(node: ReactNode): Promise<string> {
  const { prelude } = await prerender(node)
  return (await new Response(prelude).text()).replace(/<!--.*?-->|<link rel="preload"[^>]*>/g, '')
}

test('the server waits for the code', async () => {
  const Lazy = dynamic(loaded, { loading: () => <i>loading</i> })
  expect(await html(<Lazy name="x" />)).toBe('<b>x</b>')
})

test('a named export, a promise and the options form work as well', async () => {
  const Direct = dynamic(() => Promise.resolve(Named))
  const FromPromise = dynamic<{ name: string }>(loaded())
  const FromOptions = dynamic<{ name: string }>({ loader: loaded })
  expect(
    await html([<Direct key="1" name="a" />, <FromPromise key="2" name="b" />, <FromOptions key="3" name="c" />]),
  ).toBe('<b>a</b><b>b</b><b>c</b>')
})

test('with ssr: false the server renders the loading state, and loads nothing', async () => {
  const load = () => Promise.reject(new Error('must not be loaded'))
  const Lazy = dynamic(load, { ssr: false, loading: ({ isLoading }) => <i>{String(isLoading)}</i> })
  expect(await html(<Lazy />)).toBe('<i>true</i>')
})

test('the loading component shows why the code is not there', async () => {
  const load = () => Promise.reject(new Error('gone'))
  const Lazy = dynamic(load, { loading: ({ error }) => <i>{error?.message}</i> })
  expect(await html(<Lazy />)).toBe('<i>gone</i>')
})

test('a loader is needed', () => {
  expect(() => dynamic({})).toThrow('dynamic() needs a function that imports the component')
})
