/** Tells when an element comes near the part of the page that the visitor sees. */

type Callback = () => void

const callbacks = new WeakMap<Element, Callback>()
let observer: IntersectionObserver | undefined

/** Calls back once, when `element` is at most 200 px away from the viewport. Returns how to stop waiting. */
export function onceNearViewport(element: Element, callback: Callback): () => void {
  if (typeof IntersectionObserver === 'undefined') return () => undefined
  observer ??= new IntersectionObserver(notify, { rootMargin: '200px' })
  callbacks.set(element, callback)
  observer.observe(element)
  return () => stop(element)
}

function notify(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue
    const callback = callbacks.get(target)
    stop(target)
    callback?.()
  }
}

function stop(element: Element): void {
  callbacks.delete(element)
  observer?.unobserve(element)
}
