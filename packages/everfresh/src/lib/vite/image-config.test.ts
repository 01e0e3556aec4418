import { expect, test } from 'vitest'
import { defaultImageSettings } from '../images/image-settings.ts'
import { imageConfigSource, type ImageConfigOptions } from './image-config.ts'

const source = (options: Partial<ImageConfigOptions> = {}) =>
  imageConfigSource({
    root: '/site',
    images: defaultImageSettings,
    basePath: '',
    trailingSlash: false,
    mode: 'production',
    ...options,
  })

test('browsers learn what they need to know, and not where images come from', () => {
  const images = { ...defaultImageSettings, remotePatterns: [{ hostname: 'secret.test' }] }
  expect(source({ images })).toContain('"path":"/_next/image"')
  expect(source({ images })).not.toContain('secret.test')
  expect(source({ images, mode: 'development' })).toContain('secret.test')
})

test('the optimizer is asked where no redirect answers', () => {
  expect(source({ basePath: '/docs', trailingSlash: true })).toContain('"path":"/docs/_next/image/"')
  const images = { ...defaultImageSettings, path: 'https://cdn.test/_next/image' }
  expect(source({ images, basePath: '/docs', trailingSlash: true })).toContain('"path":"https://cdn.test/_next/image"')
})

test('a loader file is imported', () => {
  const images = { ...defaultImageSettings, loaderFile: './loader.js' }
  expect(source({ images })).toMatch(/^import loader from "\/site\/loader.js"[^]*configuredLoader = loader$/)
  expect(source()).toContain('configuredLoader = undefined')
})
