import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { HeadContext } from '../client/contexts.ts'
import { createHeadRegistry } from '../client/head-registry.ts'
import type { ImageProps } from '../client/image-types.ts'
import Image, { getImageProps } from './next-image.tsx'
import LegacyImage from './next-legacy-image.tsx'

afterEach(() => vi.restoreAllMocks())

const photo = { src: '/_next/static/media/a.1.png', width: 400, height: 200, blurDataURL: 'data:image/webp;base64,AA' }

function attributesOf(image: ReactElement): Record<string, string> {
  // React itself writes preloads of images in front.
  const [element = ''] = /<img [^>]*data-nimg[^>]*>/.exec(renderToStaticMarkup(image)) ?? []
  const found = element.matchAll(/ ([\w-]+)="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]))
}

const complaint = (props: Partial<ImageProps>): string => {
  try {
    renderToStaticMarkup(<Image {...({ src: '/a.png', alt: '', width: 1, height: 1, ...props } as ImageProps)} />)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('an image has its candidates, its room, and loads when it comes near', () => {
  expect(attributesOf(<Image src="/a b.png" alt="A" width={300} height={100} className="c" id="i" />)).toEqual({
    alt: 'A',
    class: 'c',
    id: 'i',
    loading: 'lazy',
    width: '300',
    height: '100',
    decoding: 'async',
    'data-nimg': '1',
    style: 'color:transparent',
    srcSet: '/_next/image?url=%2Fa%20b.png&w=384&q=75 1x, /_next/image?url=%2Fa%20b.png&w=640&q=75 2x',
    src: '/_next/image?url=%2Fa%20b.png&w=640&q=75',
  })
})

test('an imported image knows its size, and one side gives the other', () => {
  expect(attributesOf(<Image src={photo} alt="" />)).toMatchObject({ width: '400', height: '200' })
  expect(attributesOf(<Image src={{ default: photo }} alt="" width="100" />)).toMatchObject({
    width: '100',
    height: '50',
  })
  expect(attributesOf(<Image src={photo} alt="" height={50} />)).toMatchObject({ width: '100', height: '50' })
})

test('with fill it takes the size of what is around it', () => {
  const attributes = attributesOf(<Image src="/a.png" alt="" fill sizes="50vw" />)
  expect(attributes).toMatchObject({ 'data-nimg': 'fill', sizes: '50vw' })
  expect(attributes['style']).toContain('position:absolute;height:100%;width:100%')
  expect(attributes).not.toHaveProperty('width')
})

test('a quality that is not allowed becomes the nearest one', () => {
  expect(attributesOf(<Image src="/a.png" alt="" width={10} height={10} quality={90} />)['src']).toContain('q=75')
})

test('drawings, data and what is not to be optimized stay as they are', () => {
  for (const src of ['/a.svg', '/a.SVG?x', 'data:image/png;base64,AA', 'blob:https://a.test/1']) {
    const attributes = attributesOf(<Image src={src} alt="" width={1} height={1} />)
    expect(attributes['src']).toBe(src)
    expect(attributes).not.toHaveProperty('srcSet')
  }
  expect(attributesOf(<Image src="https://b.test/a.png" alt="" width={1} height={1} unoptimized />)['src']).toBe(
    'https://b.test/a.png',
  )
})

test('a loader of one’s own makes the addresses', () => {
  const loader = ({ src, width, quality }: { src: string; width: number; quality?: number }) =>
    `https://cdn.test${src}/${width}/${quality}`
  expect(attributesOf(<Image loader={loader} src="/a.svg" alt="" width={32} height={1} />)['srcSet']).toBe(
    'https://cdn.test/a.svg/32/75 1x, https://cdn.test/a.svg/64/75 2x',
  )
})

describe('an early image', () => {
  const headOf = (image: ReactElement) => {
    const head = createHeadRegistry()
    renderToStaticMarkup(<HeadContext value={head}>{image}</HeadContext>)
    return head.elements().filter(({ type }) => type === 'link')
  }

  test('is fetched from the head, and first', () => {
    const image = <Image src="/a.png" alt="" width={300} height={100} sizes="50vw" priority />
    expect(attributesOf(image)).toMatchObject({ fetchPriority: 'high' })
    expect(attributesOf(image)).not.toHaveProperty('loading')
    const [link, ...others] = headOf(image)
    expect(others).toEqual([])
    expect(link!.props).toMatchObject({ rel: 'preload', as: 'image', imageSizes: '50vw', fetchPriority: 'high' })
    expect(link!.props['imageSrcSet']).toContain(' 384w, ')
    expect(link!.props['href']).toBeUndefined()
  })

  test('is asked for with preload, too', () => {
    const image = <Image src="/a.svg" alt="" width={300} height={100} preload />
    expect(headOf(image).map(({ props }) => props['href'])).toEqual(['/a.svg'])
    expect(attributesOf(image)).not.toHaveProperty('fetchPriority')
  })

  test('others leave the head alone', () => {
    expect(headOf(<Image src="/a.png" alt="" width={1} height={1} />)).toEqual([])
  })
})

describe('a placeholder', () => {
  test('is the blurred image', () => {
    const { style } = attributesOf(<Image src={photo} alt="" placeholder="blur" style={{ objectFit: 'cover' }} />)
    expect(style).toContain('background-size:cover')
    expect(style).toContain(encodeURIComponent(photo.blurDataURL))
  })

  test('or an image of one’s own', () => {
    const { style } = attributesOf(
      <Image src="/a.png" alt="" width={1} height={1} placeholder="data:image/gif;base64,BB" />,
    )
    expect(style).toContain('data:image/gif;base64,BB')
  })

  test('is none unless asked for', () => {
    expect(attributesOf(<Image src={photo} alt="" />)['style']).toBe('color:transparent')
  })
})

test('its attributes can be had alone', () => {
  const { props } = getImageProps({ src: photo, alt: 'A', placeholder: 'blur' })
  expect(props).toMatchObject({ alt: 'A', width: 400, height: 200, loading: 'lazy' })
  expect(props.style).toHaveProperty('backgroundImage')
  expect(props.srcSet).toContain('w=640')
})

describe('a developer is told', () => {
  test.each<[string, Partial<ImageProps>]>([
    ['has no src', { src: '' }],
    ['has no "width"', { width: undefined }],
    ['has no "height"', { height: undefined }],
    ['"width" that is no number', { width: '50%' as '50' }],
    ['has "fill", and "width" or "height"', { fill: true }],
    ['without a protocol', { src: '//a.test/x.png' }],
    ['neither a path', { src: 'a.png' }],
    ['early and lazily', { priority: true, loading: 'lazy' }],
    ['no blurDataURL', { placeholder: 'blur' }],
    ['none of "empty"', { placeholder: 'dark' as 'blur' }],
  ])('%s', (message, props) => {
    expect(complaint(props)).toContain(message)
  })

  test('of a missing alternative text', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    complaint({ alt: undefined as unknown as string })
    expect(error.mock.calls.flat().join()).toContain('has no alt')
  })
})

describe('the legacy component', () => {
  test('frames the image so that it takes the room that its layout gives it', () => {
    const html = renderToStaticMarkup(<LegacyImage src="/a.png" width={300} height={150} layout="responsive" />)
    expect(html).toContain('padding-top:50%')
    expect(html).toContain('sizes="100vw"')
    expect(renderToStaticMarkup(<LegacyImage src="/a.png" width={300} height={150} />)).toContain('384&amp;q=75 1x')
    expect(renderToStaticMarkup(<LegacyImage src={photo} layout="fixed" />)).toContain('width:400px;height:200px')
    const filled = renderToStaticMarkup(<LegacyImage src="/a.png" layout="fill" objectFit="cover" />)
    expect(filled).toContain('data-nimg="fill"')
    expect(filled).toContain('object-fit:cover')
  })
})
