import { expect, test } from 'vitest'
import { imageConfig } from './image-config.ts'
import { imageSources, nearestQuality, type SourceOptions } from './image-sources.ts'

const sources = (options: Partial<SourceOptions> = {}) =>
  imageSources({
    config: imageConfig,
    src: '/a.png',
    unoptimized: false,
    width: undefined,
    quality: 75,
    sizes: undefined,
    loader: ({ src, width, quality }) => `${src}@${width}q${quality}`,
    ...options,
  })
const widths = (options: Partial<SourceOptions>) =>
  sources(options)
    .srcSet!.split(', ')
    .map((candidate) => candidate.split(' ')[1])

test('an image of a known width comes in one for each pixel density', () => {
  expect(sources({ width: 300 })).toEqual({
    src: '/a.png@640q75',
    srcSet: '/a.png@384q75 1x, /a.png@640q75 2x',
    sizes: undefined,
  })
})

test('densities that need the same width are one candidate, and nothing is wider than the widest', () => {
  expect(sources({ width: 10 }).srcSet).toBe('/a.png@32q75 1x')
  expect(sources({ width: 9000 }).srcSet).toBe('/a.png@3840q75 1x')
})

test('an image that fills what is around it comes in one for each screen', () => {
  expect(widths({})).toEqual(imageConfig.deviceSizes.map((width) => `${width}w`))
  expect(sources().sizes).toBe('100vw')
})

test('with sizes it comes in every width that a screen may need', () => {
  expect(widths({ sizes: '(min-width: 800px) 25vw, 50vw' })[0]).toBe('256w')
  expect(widths({ sizes: '100vw' })[0]).toBe('640w')
  expect(widths({ sizes: '200px' })[0]).toBe('32w')
  expect(sources({ sizes: '50vw', width: 100 }).sizes).toBe('50vw')
})

test('without optimization it is what it is', () => {
  expect(sources({ unoptimized: true, sizes: '50vw' })).toEqual({ src: '/a.png', srcSet: undefined, sizes: undefined })
})

test('a quality that is not allowed becomes the nearest', () => {
  expect([1, 74, 88, 100].map((quality) => nearestQuality(quality, [50, 75, 100]))).toEqual([50, 75, 100, 100])
})
