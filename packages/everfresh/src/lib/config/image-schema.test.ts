import { expect, test } from 'vitest'
import { defaultImageSettings } from '../images/image-settings.ts'
import { settingsOf } from './settings-of.ts'

const imagesOf = (images: object) => settingsOf({ images }, 'everfresh.config.ts').settings.images
const problemsOf = (images: object): string => {
  try {
    imagesOf(images)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test('has a default for everything', () => {
  expect(imagesOf({})).toEqual(defaultImageSettings)
  expect(imagesOf({ formats: undefined, domains: undefined })).toEqual(defaultImageSettings)
})

test('takes what it is given, sizes as text, too', () => {
  const images = imagesOf({
    deviceSizes: [100],
    imageSizes: [],
    qualities: [50, 90],
    formats: ['image/avif', 'image/webp'],
    minimumCacheTTL: 0,
    maximumDiskCacheSize: '2gb',
    maximumResponseBody: 1000,
  })
  expect(images).toMatchObject({ deviceSizes: [100], imageSizes: [], qualities: [50, 90], minimumCacheTTL: 0 })
  expect(images).toMatchObject({ maximumDiskCacheSize: 2 ** 31, maximumResponseBody: 1000 })
  expect(images.formats).toEqual(['image/avif', 'image/webp'])
})

test('domains are patterns of a host, and URLs patterns that leave only their stars open', () => {
  const remotePatterns = [new URL('https://*.cdn.test/shop/**'), { hostname: 'b.test', port: '8080' }]
  expect(imagesOf({ domains: ['a.test'], remotePatterns }).remotePatterns).toEqual([
    { protocol: 'https', hostname: '*.cdn.test', port: '', pathname: '/shop/**', search: '' },
    { hostname: 'b.test', port: '8080' },
    { hostname: 'a.test' },
  ])
})

test('imported images are allowed whatever the local patterns are', () => {
  expect(imagesOf({ localPatterns: [{ pathname: '/assets/**' }] }).localPatterns).toEqual([
    { pathname: '/assets/**' },
    { pathname: '/_next/static/media/**', search: '' },
  ])
})

test('a loader file is a loader of one’s own', () => {
  expect(imagesOf({ loaderFile: './loader.js' }).loader).toBe('custom')
})

test.each<[string, object]>([
  ['images.deviceSizes', { deviceSizes: [] }],
  ['images.deviceSizes.0', { deviceSizes: [0] }],
  ['images.qualities.0', { qualities: [101] }],
  ['images.formats.0', { formats: ['image/png'] }],
  ['images.loader', { loader: 'imgix' }],
  ['images.localPatterns.0.pathname', { localPatterns: [{ pathname: 'a' }] }],
  ['images.remotePatterns.0', { remotePatterns: [{ hostname: 'https://a.test' }] }],
  ['images.remotePatterns.0', { remotePatterns: [new URL('ftp://a.test')] }],
  ['images.maximumDiskCacheSize', { maximumDiskCacheSize: 1000 }],
  ['images.maximumResponseBody', { maximumResponseBody: 'much' }],
  ['images.contentSecurityPolicy', { contentSecurityPolicy: 'a\r\nSet-Cookie: b' }],
])('refuses a bad %s', (name, images) => {
  expect(problemsOf(images)).toContain(name)
})

test('warns of an option that nothing reads', () => {
  expect(settingsOf({ images: { sizes: [1] } }, 'next.config.js').warnings).toEqual([
    'next.config.js: "images.sizes" is no option of Everfresh, so it has no effect.',
  ])
})
