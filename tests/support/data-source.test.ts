/** The data source of the fixture sites answers over HTTP what a test tells it to. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataSource, type DataSource } from './data-source.ts'

let source: DataSource
beforeEach(async () => {
  source = await openDataSource({ '/posts': [1] })
})
afterEach(() => source.close())

test('answers with the latest value, and with 404 where there is none', async () => {
  expect(await (await fetch(`${source.url}/posts`)).json()).toEqual([1])
  source.set('/posts', [2])
  expect(await (await fetch(`${source.url}/posts`)).json()).toEqual([2])
  expect((await fetch(`${source.url}/nothing`)).status).toBe(404)
  expect(source.requests('/posts')).toBe(2)
})

test('fails until a value is set', async () => {
  source.fail('/posts', 503)
  expect((await fetch(`${source.url}/posts`)).status).toBe(503)
  source.set('/posts', [3])
  expect((await fetch(`${source.url}/posts`)).status).toBe(200)
})

test('holds an answer until it is released, and answers with the data of that moment', async () => {
  const release = source.hold('/posts')
  const response = fetch(`${source.url}/posts`)
  await source.asked('/posts', 1)
  source.set('/posts', [4])
  release()
  expect(await (await response).json()).toEqual([4])
})

test('holds the next answer with the data of the moment it was asked for', async () => {
  const { release, read } = source.holdAnswer('/posts')
  const response = fetch(`${source.url}/posts`)
  await read
  source.set('/posts', [5])
  expect(await (await fetch(`${source.url}/posts`)).json()).toEqual([5])
  release()
  expect(await (await response).json()).toEqual([1])
})
