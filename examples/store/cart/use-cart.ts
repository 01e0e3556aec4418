/** The visitor's cart, kept in the browser and shown alike by every component and every tab. */
import { useSyncExternalStore } from 'react'
import { emptyCart, parseCart, type Cart } from './cart.ts'

const storageKey = 'larch-and-lantern.cart'
const listeners = new Set<() => void>()
let keptText: string | null = null
let keptCart: Cart = emptyCart

/** Returns the cart; empty on the server and while the page wakes up. */
export const useCart = (): Cart => useSyncExternalStore(subscribe, readCart, () => emptyCart)

/** Replaces the cart by what `change` makes of it. */
export function changeCart(change: (cart: Cart) => Cart): void {
  const next = change(readCart())
  try {
    localStorage.setItem(storageKey, JSON.stringify(next))
  } catch {
    // Storage is full or forbidden: the cart lives as long as the page does.
    keptCart = next
  }
  for (const listener of listeners) listener()
}

function readCart(): Cart {
  const text = storedText()
  // The same object for the same text, or React would render for ever.
  if (text !== keptText) {
    keptText = text
    keptCart = parseCart(text)
  }
  return keptCart
}

function storedText(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another tab changed it.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
