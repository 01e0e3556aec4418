/** Keeps the page's React root: hydrates it once, then renders each page that the router brings. */
import { Component, startTransition, StrictMode, useLayoutEffect, type ReactElement, type ReactNode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { AppTree } from './app-tree.tsx'
import type { HeadRegistry } from './head-registry.ts'
import type { PageContent } from './page-content.ts'
import type { NextRouter } from './router-types.ts'

export interface AppView {
  /** Resolves when the page is in the document; an earlier page that was never shown resolves with it. */
  show(content: PageContent, router: NextRouter): Promise<void>
}

export interface AppViewOptions {
  readonly container: Element
  readonly head: HeadRegistry
  readonly strictMode: boolean
  /** A page threw while it was rendered, and nothing is shown in its place yet. */
  readonly onError: (error: Error, content: PageContent) => void
}

/** The first `show` hydrates what the server rendered. */
export function createAppView({ container, head, strictMode, onError }: AppViewOptions): AppView {
  let root: Root | undefined
  let waiting: (() => void)[] = []

  function committed(): void {
    const done = waiting
    waiting = []
    for (const resolve of done) resolve()
  }

  function treeOf(content: PageContent, router: NextRouter): ReactElement {
    const { App, Component: Page, props } = content
    const tree = (
      <Committed by={router} onCommit={committed}>
        <Failures content={content} onError={onError}>
          <AppTree App={App} Component={Page} props={props} router={router} head={head} />
        </Failures>
      </Committed>
    )
    return strictMode ? <StrictMode>{tree}</StrictMode> : tree
  }

  return {
    show(content, router) {
      const shown = new Promise<void>((resolve) => waiting.push(resolve))
      const tree = treeOf(content, router)
      startTransition(() => {
        if (root === undefined) root = hydrateRoot(container, tree)
        else root.render(tree)
      })
      return shown
    },
  }
}

interface CommittedProps {
  /** Another one for each page. */
  readonly by: unknown
  readonly onCommit: () => void
  readonly children: ReactNode
}

function Committed({ by, onCommit, children }: CommittedProps): ReactNode {
  useLayoutEffect(onCommit, [by, onCommit])
  return children
}

interface FailuresProps {
  readonly content: PageContent
  readonly onError: (error: Error, content: PageContent) => void
  readonly children: ReactNode
}

interface FailuresState {
  readonly content: PageContent
  readonly hasFailed: boolean
}

/** Shows nothing once a page has failed, until there is another page. */
class Failures extends Component<FailuresProps, FailuresState> {
  override state: FailuresState = { content: this.props.content, hasFailed: false }

  static getDerivedStateFromError(): Partial<FailuresState> {
    return { hasFailed: true }
  }

  static getDerivedStateFromProps({ content }: FailuresProps, state: FailuresState): FailuresState | null {
    return content === state.content ? null : { content, hasFailed: false }
  }

  override componentDidCatch(error: Error): void {
    this.props.onError(error, this.props.content)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children
  }
}
