/** `next/image`: an image in the widths and formats that a browser needs, with room kept for it until it is there. */
import { type ReactElement, type Ref, type SyntheticEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { imageAttributes, type ImageElementProps } from '../client/image-attributes.ts'
import { configuredLoader, imageConfig } from '../client/image-config.ts'
import type { ImageProps } from '../client/image-types.ts'
import Head from './next-head.ts'

export type { ImageLoader, ImageLoaderProps, ImageProps, StaticImageData, StaticImport } from '../client/image-types.ts'

/** The attributes alone, for an `<img>` of one's own: art direction with `<picture>`, CSS backgrounds. */
export function getImageProps(props: ImageProps): { readonly props: ImageElementProps } {
  const { props: attributes, placeholder } = imageAttributes(props, imageConfig, configuredLoader)
  return { props: { ...attributes, style: { ...attributes.style, ...placeholder } } }
}

export default function Image({ ref, onLoad, onError, ...given }: ImageProps): ReactElement {
  const { props, placeholder, preload, onLoadingComplete } = imageAttributes(given, imageConfig, configuredLoader)
  const [isThere, setThere] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  // What was shown: a new source is a new image, with a placeholder and events of its own.
  const shown = useRef<string>(undefined)

  const callbacks = useRef({ onLoad, onError, onLoadingComplete })
  useLayoutEffect(() => void (callbacks.current = { onLoad, onError, onLoadingComplete }))

  const loaded = useCallback((element: HTMLImageElement) => {
    if (shown.current === element.src) return
    shown.current = element.src
    const tell = () => {
      setThere(true)
      callbacks.current.onLoad?.(loadEventOf(element))
      callbacks.current.onLoadingComplete?.(element)
    }
    // Shown only when it can be painted in one go; an image that cannot be decoded is told of by its error.
    if (typeof element.decode === 'function') element.decode().then(tell, tell)
    else tell()
  }, [])

  const attach = useCallback(
    (element: HTMLImageElement | null) => {
      if (element === null) return pass(ref, null)
      const { src, complete, naturalWidth } = element
      // An error before hydration was heard by nobody: asking again tells it again.
      if (callbacks.current.onError !== undefined && complete && naturalWidth === 0) element.src = src
      if (complete && naturalWidth > 0) loaded(element)
      return pass(ref, element)
    },
    [ref, loaded],
  )

  const style = {
    ...props.style,
    // With an alternative text to read, it must be readable.
    ...(hasFailed ? { color: given.style?.color } : {}),
    ...(isThere || hasFailed ? {} : placeholder),
  }
  return (
    <>
      <img
        {...props}
        style={style}
        ref={attach}
        onLoad={(event) => loaded(event.currentTarget)}
        onError={(event) => {
          setFailed(true)
          onError?.(event)
        }}
      />
      {preload ? <Preload {...props} /> : null}
    </>
  )
}

function Preload({ src, srcSet, sizes, crossOrigin, referrerPolicy, fetchPriority }: ImageElementProps): ReactElement {
  return (
    <Head>
      <link
        key={`image ${src} ${srcSet} ${sizes}`}
        rel="preload"
        as="image"
        // A browser that does not know srcset would fetch this one, and not use it.
        href={srcSet ? undefined : src}
        imageSrcSet={srcSet}
        imageSizes={sizes}
        crossOrigin={crossOrigin}
        referrerPolicy={referrerPolicy}
        fetchPriority={fetchPriority}
      />
    </Head>
  )
}

function pass(ref: Ref<HTMLImageElement> | undefined, element: HTMLImageElement | null): void | (() => void) {
  if (typeof ref === 'function') return ref(element)
  if (ref) ref.current = element
}

/** React's own is over when the image has been decoded, and for one that was there before hydration there never was one. */
function loadEventOf(element: HTMLImageElement): SyntheticEvent<HTMLImageElement> {
  const nativeEvent = new Event('load')
  const { type, bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp } = nativeEvent
  return {
    ...{ type, bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp, nativeEvent },
    target: element,
    currentTarget: element,
    persist: () => {},
    isDefaultPrevented: () => false,
    isPropagationStopped: () => false,
    preventDefault: () => {},
    stopPropagation: () => {},
  }
}
