/** Collects what `<style jsx>` declares while a page is rendered, for the head of its document. */
import type { ReactElement, ReactNode } from 'react'
import { createStyleRegistry, StyleRegistry } from 'styled-jsx'

export interface ScopedStyles {
  /** Returns `tree` with the registry around it that its styles report to. */
  around(tree: ReactElement): ReactElement
  /** Returns the styles as elements, and forgets them. */
  take(options?: { readonly nonce?: string }): ReactNode
}

export function collectScopedStyles(): ScopedStyles {
  const registry = createStyleRegistry()
  return {
    around: (tree) => <StyleRegistry registry={registry}>{tree}</StyleRegistry>,
    take(options) {
      const styles = registry.styles(options)
      registry.flush()
      return styles
    },
  }
}
